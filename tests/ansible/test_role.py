"""The Ansible role on three real Linux hosts; the part for Windows for its syntax only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tools
from hosts import hosts
from support.authority import PASSWORD
from support.p12_files import p12, thumbprint

from flows.folder.names import PURPOSES
from flows.stores.nss import NssStore

ROLE = Path(__file__).parents[2] / "packaging" / "ansible"
PROGRAM = Path(sys.executable).with_name("asystent-p1")
VAULT = "vault-word"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(ROLE, tmp_path / "ansible")
    made = tmp_path / "ansible"
    (made / "vault").write_text(VAULT)
    (made / "haslo.yml").write_text(f'asystent_p1_haslo: "{PASSWORD.reveal()}"\n')
    tools.run("ansible-vault", "encrypt", "--vault-password-file", made / "vault", made / "haslo.yml")
    for purpose in PURPOSES:
        (tmp_path / f"{purpose}-20261122-120000.p12").write_bytes(p12(purpose))
    return made


def play(place: Path, *arguments: str) -> str:
    command = [tools.need("ansible-playbook"), "-i", "hosts.ini", "--vault-password-file", "vault", "zainstaluj.yml"]
    done = subprocess.run(
        [*command, "-e", f"asystent_p1_folder={place.parent}", *arguments],
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=280,
        check=False,
        env=os.environ
        | {"ANSIBLE_HOST_KEY_CHECKING": "False", "LC_ALL": "C.UTF-8", "ANSIBLE_HOME": f"{place}/.ansible"},
    )
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, text
    return text


def test_three_hosts_and_again(place: Path, tmp_path: Path) -> None:
    with hosts(tmp_path, 3) as three:
        rows = [f"{each.name} ansible_host={each.address} asystent_p1_magazyn=nss:{each.store}" for each in three]
        common = [
            f"ansible_ssh_private_key_file={tmp_path}/id",
            "ansible_user=root",
            f"ansible_python_interpreter={sys.base_prefix}/bin/python3",
            f"asystent_p1_program={PROGRAM}",
        ]
        (place / "hosts.ini").write_text("\n".join(["[apteka]", *rows, "[apteka:vars]", *common, ""]))
        first = play(place, "-v")
        for host in three:
            assert all(NssStore(host.store).works(thumbprint(purpose)) for purpose in PURPOSES)
            assert f"{host.name}: TLS do 2028-11-21" in first.replace("\n", " ")
        assert first.count("changed=1") == 3
        assert first.count("failed=0") == 3
        assert PASSWORD.reveal() not in first
        second = play(place)
        assert second.count("changed=0") == 3
        assert "był już wcześniej" in second
    assert not list(Path("/tmp").glob("asystent-p1-*/haslo"))


def test_the_syntax_of_all_of_it(place: Path) -> None:
    (place / "hosts.ini").write_text("[apteka]\nkasa2 asystent_p1_windows=true\n")
    play(place, "--syntax-check")
    # The collection for Windows is no part of ansible-core: empty modules of its names are enough to parse the tasks.
    modules = place / "collections/ansible_collections/ansible/windows/plugins/modules"
    modules.mkdir(parents=True)
    for name in ("win_tempfile", "win_copy", "win_command", "win_file"):
        (modules / f"{name}.py").write_text("")
    tasks = place / "roles/asystent_p1/tasks/windows.yml"
    (place / "zainstaluj.yml").write_text(f"- hosts: apteka\n  tasks:\n    - import_tasks: {tasks}\n")
    play(place, "--syntax-check")
    (modules / "win_copy.py").unlink()
    with pytest.raises(AssertionError, match="win_copy"):
        play(place, "--syntax-check")
