// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The schemas and tables under {@code docs} say what the reader does. After a change of the keys
 * write them anew with {@code -Ddocs=write}.
 */
final class GeneratedFilesTest {

  private static final boolean WRITE = "write".equals(System.getProperty("docs"));

  private static Path docs() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("build-tools"))) {
      folder = Objects.requireNonNull(folder.getParent(), "run inside the repository");
    }
    return folder.resolve("docs");
  }

  @Test
  void schemasAreUpToDate() throws IOException {
    var folder = docs().resolve("schemas");
    if (WRITE) {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : JsonSchemas.all().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }
    var found = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(found).isEqualTo(JsonSchemas.all());
  }

  @Test
  void schemasAreJsonThatTheReaderItselfCanRead() throws IOException {
    for (Map.Entry<String, String> file : JsonSchemas.all().entrySet()) {
      var problems = new Problems(10);
      var documents = Documents.of(file.getKey(), file.getValue(), Limits.DEFAULT, problems::add);
      assertThat(problems.list()).isEmpty();
      assertThat(documents.roots()).hasSize(1);
    }
  }

  /** The index and a page for each kind. */
  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    pages.add(docs().resolve("configuration.md"));
    try (Stream<Path> files = Files.list(docs().resolve("configuration"))) {
      files.sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void tablesOfTheDocumentationAreUpToDate() throws IOException {
    var places = new TreeMap<String, Integer>();
    for (Path page : pages()) {
      var text = Files.readString(page);
      var fresh = text;
      for (Map.Entry<String, String> table : KeyTables.all().entrySet()) {
        var name = table.getKey();
        places.merge(name, text.contains("<!-- keys: " + name + " -->") ? 1 : 0, Integer::sum);
        fresh =
            Pattern.compile(
                    "<!-- keys: " + Pattern.quote(name) + " -->.*?<!-- end -->", Pattern.DOTALL)
                .matcher(fresh)
                .replaceAll(
                    Matcher.quoteReplacement(
                        "<!-- keys: " + name + " -->\n" + table.getValue() + "<!-- end -->"));
      }
      if (WRITE) {
        Files.writeString(page, fresh);
      } else {
        assertThat(text).as("%s", page.getFileName()).isEqualTo(fresh);
      }
    }
    assertThat(places).as("places of each table").allSatisfy((_, n) -> assertThat(n).isOne());
  }

  @Test
  void linksOfTheDocumentationLeadSomewhere() throws IOException {
    var pages = new ArrayList<>(pages());
    try (Stream<Path> files = Files.list(docs())) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    for (Path page : pages) {
      var links =
          Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)").matcher(Files.readString(page));
      while (links.find()) {
        if (!links.group(1).contains("://")) {
          var target =
              links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1)).normalize();
          assertThat(target).as("a link of %s", page).exists();
          if (links.group(2) != null) {
            assertThat(anchors(target)).as("a link of %s", page).contains(links.group(2));
          }
        }
      }
    }
  }

  /** The headings of a page, as they are linked to. */
  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void examplesOfTheDocumentationAreValid() throws IOException {
    var all = new StringBuilder();
    for (Path page : pages()) {
      Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
          .matcher(Files.readString(page))
          .results()
          .forEach(example -> all.append("---\n").append(example.group(1)));
    }
    var reading =
        ConfigurationReader.readSources(
            List.of(Source.of("configuration.md", all.toString())), Cases.BRACKETS);
    assertThat(reading.problems())
        .filteredOn(p -> p.severity() != Severity.INFO)
        .as(Cases.shown(reading))
        .isEmpty();
    assertThat(reading.configuration().slos()).hasSizeGreaterThanOrEqualTo(3);
  }
}
