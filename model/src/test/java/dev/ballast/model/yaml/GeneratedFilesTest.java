// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void tablesOfTheDocumentationAreUpToDate() throws IOException {
    var file = docs().resolve("configuration.md");
    var text = Files.readString(file);
    var fresh = text;
    for (Map.Entry<String, String> table : KeyTables.all().entrySet()) {
      var name = table.getKey();
      assertThat(text).as("a place for the table of " + name).contains("<!-- keys: " + name);
      fresh =
          Pattern.compile(
                  "<!-- keys: " + Pattern.quote(name) + " -->.*?<!-- end -->", Pattern.DOTALL)
              .matcher(fresh)
              .replaceAll(
                  Matcher.quoteReplacement(
                      "<!-- keys: " + name + " -->\n" + table.getValue() + "<!-- end -->"));
    }
    if (WRITE) {
      Files.writeString(file, fresh);
      return;
    }
    assertThat(text).isEqualTo(fresh);
  }

  @Test
  void examplesOfTheDocumentationAreValid() throws IOException {
    var text = Files.readString(docs().resolve("configuration.md"));
    var all = new StringBuilder();
    Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .forEach(example -> all.append("---\n").append(example.group(1)));
    var reading =
        ConfigurationReader.readSources(
            java.util.List.of(Source.of("configuration.md", all.toString())), Cases.BRACKETS);
    assertThat(reading.problems())
        .filteredOn(p -> p.severity() != Severity.INFO)
        .as(Cases.shown(reading))
        .isEmpty();
    assertThat(reading.configuration().slos()).hasSizeGreaterThanOrEqualTo(3);
  }
}
