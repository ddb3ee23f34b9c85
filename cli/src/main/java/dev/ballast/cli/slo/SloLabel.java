// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import java.util.regex.Pattern;

/**
 * What the project of a public file says about it. The label is read from the project's own names
 * of files and folders and from its test scripts; the reader that is measured never sees it.
 */
enum SloLabel {
  ACCEPTED("its project takes it as valid"),
  REJECTED(
      "its project's names call it bad, invalid, unknown or malformed, so it must be rejected"),
  REJECTED_BY_TEST(
      "OpenSLO/oslo's test/validate.bats expects that validating it fails, so it must be rejected"),
  NOTATION("the specification's notation, with words such as `string` for values: no SLO at all"),
  OUTPUT("what a tool wrote: compared with what we write for its input, not read as an SLO"),
  CODEC(
      "its project only encodes or decodes it and never validates it; incomplete by its own rules,"
          + " so rejecting it is right, too"),
  LONE("one of a set that holds a duplicate; its twin is not in this folder, and alone it is fine"),
  OUTDATED(
      "Sloth's test calls a window of 28 days bad, from before Sloth had one; its own output for"
          + " 28 days and OpenSLO allow it");

  private static final Pattern NAME_IN_NOTATION =
      Pattern.compile("(?m)^\\s*name: string[ \\t]*(#.*)?$");

  private final String text;

  SloLabel(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Whether it counts neither for nor against. */
  boolean isExclusion() {
    return this == NOTATION || this == OUTPUT || this == LONE;
  }

  boolean wantsRejection() {
    return this == REJECTED || this == REJECTED_BY_TEST;
  }

  /**
   * By its names, and by one thing of its text: a resource that is called {@code string} is the
   * specification's notation, wherever it lies.
   */
  static SloLabel of(SloCase file, String text) {
    var words = file.words();
    if (file.name().endsWith(".tpl") || file.folder().matches("(.*/)?sloth-pairs/out|(.*/)?out")) {
      return OUTPUT;
    }
    if (NAME_IN_NOTATION.matcher(text).find()) {
      return NOTATION;
    }
    if (!SloFolder.setOf(file.origin()).isEmpty() && file.together().size() == 1) {
      return LONE;
    }
    if (words.contains("bad")
        || words.contains("invalid")
        || words.contains("unknown")
        || words.contains("malformed")) {
      return REJECTED;
    }
    if (file.origin()
        .matches("OpenSLO/oslo test/inputs/validate/.*|(.*/)?oslo/test-inputs-validate-.*")) {
      return REJECTED_BY_TEST;
    }
    return words.contains("encode") || words.contains("decode") ? CODEC : ACCEPTED;
  }
}
