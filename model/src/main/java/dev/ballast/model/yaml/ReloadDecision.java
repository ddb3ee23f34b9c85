// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Configuration;
import dev.ballast.model.Edit;
import java.util.List;

/** What a new reading of the watched folder means for the configuration in use. */
public sealed interface ReloadDecision {

  /** Takes a valid reading that says something new, and refuses any other whole. */
  static ReloadDecision decide(Configuration current, Reading reading) {
    if (!reading.valid()) {
      return new Refuse(current, reading.problems());
    }
    var edits = Configuration.diff(current, reading.configuration());
    return edits.isEmpty()
        ? new Unchanged(current, reading.problems())
        : new Replace(reading.configuration(), edits, reading.problems());
  }

  /** The configuration to use from now on. */
  Configuration configuration();

  /** What to tell the author of the files; warnings only, unless the reading was refused. */
  List<Problem> problems();

  /** The files say what is in use already. */
  record Unchanged(Configuration configuration, List<Problem> problems) implements ReloadDecision {
    public Unchanged {
      problems = List.copyOf(problems);
    }
  }

  /** The files are valid and say something new. */
  record Replace(Configuration configuration, List<Edit> edits, List<Problem> problems)
      implements ReloadDecision {
    public Replace {
      edits = List.copyOf(edits);
      problems = List.copyOf(problems);
    }
  }

  /** The files are wrong: the last good configuration stays, as a whole. */
  record Refuse(Configuration configuration, List<Problem> problems) implements ReloadDecision {
    public Refuse {
      problems = List.copyOf(problems);
    }
  }
}
