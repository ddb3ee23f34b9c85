// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.experiment.TreePath;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every value of a file: its reader notes it by path, for a value or for all below
 * it, and whatever nobody noted is reported as not known.
 */
public final class Mapping {

  private static final Note UNKNOWN = new Note(Outcome.NOT_MAPPED, "not known here, so not used");

  private final Map<String, Note> notes = new LinkedHashMap<>();
  private final List<Line> nested = new ArrayList<>();

  /** How much of a value is in the experiment. */
  public enum Outcome {
    MAPPED,
    APPROXIMATED,
    NOT_MAPPED
  }

  /** One value and what became of it. */
  public record Line(String path, Outcome outcome, String reason) {}

  private record Note(Outcome outcome, String reason) {}

  void mapped(String path) {
    notes.put(path, new Note(Outcome.MAPPED, ""));
  }

  void approximated(String path, String reason) {
    notes.put(path, new Note(Outcome.APPROXIMATED, reason));
  }

  /** Also for what was said of values below it. */
  void lost(String path, String reason) {
    notes.keySet().removeIf(noted -> TreePath.isBelow(noted, path));
    notes.put(path, new Note(Outcome.NOT_MAPPED, reason));
  }

  /** Values of a document that stands inside a text of this one. */
  void nested(List<Line> lines) {
    nested.addAll(lines);
  }

  /** A line for each value of the file, in its order, then those of documents inside it. */
  List<Line> lines(String root, Tree tree) {
    List<Line> lines = new ArrayList<>();
    for (String leaf : TreePath.leaves(tree)) {
      String path = root + leaf.substring(TreePath.ROOT.length());
      Note note = note(path);
      lines.add(new Line(path, note.outcome(), note.reason()));
    }
    lines.addAll(nested);
    return lines;
  }

  private Note note(String path) {
    String best = "";
    Note found = UNKNOWN;
    for (Map.Entry<String, Note> entry : notes.entrySet()) {
      if (entry.getKey().length() > best.length() && TreePath.isBelow(path, entry.getKey())) {
        best = entry.getKey();
        found = entry.getValue();
      }
    }
    return found;
  }
}
