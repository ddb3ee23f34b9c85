// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.List;

/**
 * How a whole depends on parts. A part may stand in several places and is the same one in all of
 * them, as a region or a zone is. Share nodes, too: equal ones are told apart by identity.
 */
public sealed interface Structure {

  /** Works unless this event hits. */
  record Part(int event) implements Structure {
    public Part {
      if (event < 0) {
        throw new IllegalArgumentException("event: " + event + " (expected: >= 0)");
      }
    }
  }

  /** Works when all work; without any, it always does. */
  record All(List<Structure> of) implements Structure {
    public All {
      of = List.copyOf(of);
    }
  }

  /** Works when at least so many work. */
  record AtLeast(int needed, List<Structure> of) implements Structure {
    public AtLeast {
      of = List.copyOf(of);
      if (needed < 1 || needed > of.size()) {
        throw new IllegalArgumentException(
            "needed: " + needed + " (expected: 1.." + of.size() + ")");
      }
    }
  }

  /** Loses only this share of what it does while the part does not work. */
  record Soft(Structure of, double loss) implements Structure {
    public Soft {
      if (!(loss >= 0 && loss <= 1)) {
        throw new IllegalArgumentException("loss: " + loss + " (expected: 0..1)");
      }
    }
  }

  static Structure all(Structure... of) {
    return new All(List.of(of));
  }

  static Structure any(Structure... of) {
    return new AtLeast(1, List.of(of));
  }
}
