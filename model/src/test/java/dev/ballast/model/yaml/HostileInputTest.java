// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Input that is made to cost much costs little and gets an answer. */
final class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static List<String> linesOf(byte[] bytes, Limits limits) {
    return Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            ConfigurationReader.readSources(
                    List.of(Source.of("x.yaml", bytes)),
                    QueryChecker.NONE,
                    ReaderOptions.DEFAULT.withLimits(limits))
                .problems()
                .stream()
                .map(p -> p.code() + " " + p.line())
                .toList());
  }

  private static List<String> linesOf(String text) {
    return linesOf(text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
  }

  @Test
  void refusesAliasesThatExpandExponentially() {
    var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 30; i++) {
      var alias = "*a" + (i - 1) + ",";
      text.append("a" + i + ": &a" + i + " [" + alias.repeat(9) + "*a" + (i - 1) + "]\n");
    }
    assertThat(linesOf(text.toString()))
        .containsExactly(
            "too-much x.yaml:6:5: too many values with aliases written out (expected: at most"
                + " 200000). Fix: split the file or write less of it");
  }

  @Test
  void refusesAliasesThatNestTooDeep() {
    var text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 20_000; i++) {
      text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThat(linesOf(text.toString()))
        .containsExactly(
            "too-much x.yaml:63:6: nested too deep with aliases written out (expected: at most 64)."
                + " Fix: split the file or write less of it");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(linesOf("[".repeat(100_000) + "]".repeat(100_000)))
        .containsExactly(
            "too-much x.yaml:1:65: nested too deep (expected: at most 64 levels). Fix: split the"
                + " file or write less of it");
    assertThat(linesOf("- ".repeat(100_000))).hasSize(1);
    assertThat(linesOf("{a: ".repeat(100_000))).hasSize(1);
  }

  @Test
  void takesNestingUpToTheLimit() {
    assertThat(linesOf("[".repeat(64) + "]".repeat(64))).noneMatch(l -> l.startsWith("too-much"));
    assertThat(linesOf("[".repeat(65) + "]".repeat(65))).anyMatch(l -> l.startsWith("too-much"));
  }

  @Test
  void refusesMoreDocumentsThanTheLimit() {
    assertThat(linesOf("---\n".repeat(3_000)))
        .containsExactly(
            "too-much x.yaml:2001:1: too many documents (expected: at most 2000 in one file). Fix:"
                + " split the file or write less of it");
  }

  @Test
  void refusesLargeFilesWithoutReadingThem() {
    assertThat(linesOf(new byte[3 << 20], Limits.DEFAULT))
        .containsExactly(
            "too-much x.yaml: too large (expected: at most 2097152 bytes). Fix: split the file or"
                + " write less of it");
  }

  @Test
  void refusesMoreValuesThanTheLimit() {
    assertThat(linesOf("- a\n".repeat(200_001)))
        .containsExactly(
            "too-much x.yaml:200000:3: too many values (expected: at most 200000 in one document)."
                + " Fix: split the file or write less of it");
  }

  @Test
  void listsAsManyProblemsOfAFileAsTheLimitAndCountsTheRest() {
    var lines = linesOf("- a\n".repeat(1_500));
    assertThat(lines).hasSize(1_001);
    assertThat(lines.getFirst())
        .isEqualTo(
            "too-much x.yaml: 500 further problems (expected: at most 1000 in one file). Fix: start"
                + " with those that are listed");
  }

  @Test
  void survivesManySyntaxErrors() {
    assertThat(linesOf("--- {\n".repeat(20_000))).hasSizeBetween(1, 30);
  }

  @Test
  void saysWhereAFileStopsBeingUtf8() {
    var bytes = "kind: Région\nname: x".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(linesOf(bytes, Limits.DEFAULT))
        .containsExactly(
            "unreadable x.yaml:1:8: not UTF-8: byte 0xE9 (expected: UTF-8). Fix: save the file as"
                + " UTF-8");
  }

  @Test
  void refusesUtf16() {
    assertThat(linesOf("kind: Region".getBytes(StandardCharsets.UTF_16), Limits.DEFAULT))
        .containsExactly(
            "unreadable x.yaml:1:1: UTF-16 (expected: UTF-8). Fix: save the file as UTF-8");
  }

  @Test
  void skipsAByteOrderMark() {
    assertThat(
            linesOf("\uFEFFapiVersion: ballast.dev/v1\nkind: Region\nmetadata: {name: eu-west}\n"))
        .isEmpty();
  }

  @Test
  void namesControlCharacters() {
    assertThat(linesOf("a: 1\nb: x\u0000y\n"))
        .containsExactly(
            "syntax x.yaml:2:5: a control character, U+0000 (expected: printable text). Fix: remove"
                + " it");
  }

  @Test
  void readsWindowsLineEnds() {
    assertThat(
            linesOf(
                "apiVersion: ballast.dev/v1\r\nkind: Region\r\nmetadata:\r\n  nam: eu-west\r\n"))
        .containsExactly(
            "unknown-key x.yaml:4:3: metadata.nam: unknown key (expected: one of name, labels,"
                + " annotations). Write: name");
  }

  @Test
  void neverFailsOnMutilatedFiles() {
    var random = new java.util.Random(7);
    for (String name : goodFiles()) {
      for (int i = 0; i < 100; i++) {
        var text = new StringBuilder(name);
        for (int cut = 0; cut < 1 + i % 5; cut++) {
          int at = random.nextInt(text.length());
          switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, "{}[]:-&*!|>'\"%@`,#? \n\t~".charAt(random.nextInt(23)));
            case 2 -> text.setLength(Math.max(1, at));
            default -> text.insert(at, "\n---\n");
          }
        }
        assertThat(linesOf(text.toString())).as("mutation %s", i).isNotNull();
      }
    }
  }

  private static List<String> goodFiles() {
    try {
      return List.of(
          java.nio.file.Files.readString(Cases.folder().resolve("good-everything.yaml")),
          java.nio.file.Files.readString(Cases.folder().resolve("not-used.yaml")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
