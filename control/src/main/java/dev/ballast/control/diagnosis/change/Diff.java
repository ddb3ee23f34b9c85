// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines that a unified diff takes away and adds, without blank ones and comments. Context and
 * headers say nothing of what changed.
 */
record Diff(List<String> removed, List<String> added) {

  private static final Pattern COMMENT =
      Pattern.compile("^(//|#(?!include|define)|\\*|/\\*|--|<!--).*");

  Diff {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  static Diff of(String text) {
    List<String> removed = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean header = line.startsWith("+++") || line.startsWith("---");
      if (!header && (line.startsWith("+") || line.startsWith("-"))) {
        String code = code(line.substring(1));
        if (!code.isEmpty()) {
          (line.startsWith("+") ? added : removed).add(code);
        }
      }
    }
    return new Diff(removed, added);
  }

  private static String code(String line) {
    String bare = line.strip();
    return COMMENT.matcher(bare).matches() ? "" : bare.replaceAll("\\s+", " ");
  }

  boolean empty() {
    return removed.isEmpty() && added.isEmpty();
  }

  /** Without the lines that only moved, whatever their indentation. */
  Diff withoutMoves() {
    List<String> gone = new ArrayList<>(removed);
    List<String> fresh = new ArrayList<>(added);
    for (String line : removed) {
      if (fresh.remove(line)) {
        gone.remove(line);
      }
    }
    return new Diff(gone, fresh);
  }

  String removedText() {
    return String.join("\n", removed);
  }

  String addedText() {
    return String.join("\n", added);
  }

  String text() {
    return removedText() + "\n" + addedText();
  }
}
