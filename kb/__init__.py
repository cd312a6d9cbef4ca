"""The knowledge base: pages in Markdown, words, search and lint. Knows neither flows nor the assistant."""
