// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message against its golden file; {@code -Dgolden=FOLDER} writes them there instead. */
final class CasesTest {

  private static final List<String> CODES =
      List.of(
          "bad-value",
          "duplicate",
          "missing-key",
          "not-used",
          "syntax",
          "too-much",
          "unknown-key",
          "unreadable",
          "unresolved-reference",
          "unsupported",
          "wrong-type");

  static List<String> names() throws IOException {
    return Cases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatItsGoldenFileSays(String name) throws IOException {
    var shown = Cases.shown(Cases.read(name));
    var golden = System.getProperty("golden", "");
    if (!golden.isEmpty()) {
      var file = java.nio.file.Path.of(golden).resolve(Cases.expectation(name).getFileName());
      Files.writeString(file, shown);
      return;
    }
    assertThat(shown).isEqualTo(Files.readString(Cases.expectation(name)));
  }

  @Test
  void everyCodeHasACase() throws IOException {
    var codes = new TreeSet<String>();
    for (String name : names()) {
      Cases.read(name).problems().forEach(problem -> codes.add(problem.code()));
    }
    codes.add("too-much"); // HostileInputTest
    codes.add("unreadable"); // ResourceFilesTest
    assertThat(codes).containsExactlyElementsOf(CODES);
  }

  @Test
  void everyLineNamesPlacePathAndRule() throws IOException {
    for (String name : names()) {
      for (Problem problem : Cases.read(name).errors()) {
        assertThat(problem.line())
            .as(name)
            .matches("(?s).+:[0-9]+:[0-9]+: .+\\((expected|supported): .+\\).*");
        assertThat(problem.place().line()).as(name).isPositive();
      }
    }
  }
}
