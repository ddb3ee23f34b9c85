// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** What the keys of one map mean for each other. */
sealed interface Rule {

  /** One of the keys has to be there, and only one. */
  record ExactlyOne(List<String> keys) implements Rule {
    public ExactlyOne {
      keys = List.copyOf(keys);
    }
  }

  /** The keys exclude each other. */
  record AtMostOne(List<String> keys) implements Rule {
    public AtMostOne {
      keys = List.copyOf(keys);
    }
  }

  /** Where one key is, the other has to be too. */
  record Needs(String key, String other) implements Rule {}
}
