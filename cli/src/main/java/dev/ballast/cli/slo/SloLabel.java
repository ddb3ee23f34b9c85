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
      "its own comment marks the length of its window as bad, and alert windows for exactly that"
          + " length lie in the same collection: from before its project had them");

  private static final Pattern MARKED_WINDOW =
      Pattern.compile("(?m)^\\s*(?:- )?count: ([0-9]{1,4}) +# *BAD");

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

  /** The days of a window that a file's own comment marks as the bad thing in it; 0 for none. */
  static long markedDays(String text) {
    var marked = MARKED_WINDOW.matcher(text);
    return marked.find() ? Long.parseLong(marked.group(1)) : 0;
  }

  /**
   * What a project expects of its file can only come from the project: a rule about the content
   * would be our own reader again, measured by itself. What kind of file it is comes from its
   * content.
   *
   * <p>By its names, and by one thing of its text: a resource that is called {@code string} is the
   * specification's notation, wherever it lies.
   */
  static SloLabel of(SloCase file, String text) {
    var words = file.words();
    if (SlothOutputs.isOutput(text)) {
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
