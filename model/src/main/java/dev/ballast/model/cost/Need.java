// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;
import java.util.List;

/** What a component cannot do without, or not as well. */
public sealed interface Need {

  /** Every component that is named. */
  List<String> names();

  /** Fails without it, or loses a share: {@code loss} below one is a soft dependency. */
  record One(String name, Ratio loss) implements Need {
    @Override
    public List<String> names() {
      return List.of(name);
    }
  }

  /** Fails with fewer than that many of them. */
  record Some(int atLeast, List<String> names) implements Need {
    public Some {
      names = List.copyOf(names);
      if (atLeast < 1 || atLeast > names.size()) {
        throw new IllegalArgumentException(
            "atLeast: " + atLeast + " (expected: 1.." + names.size() + ")");
      }
    }
  }
}
