// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.maturity;

import java.util.Locale;

/** What is known about one check. */
public enum CheckState {
  /** It was seen to hold, and that was not too long ago. */
  PROVED,
  /** Configuration says so; nobody has seen it yet. */
  CLAIMED,
  /** It was seen not to hold. */
  FAILED,
  /** Nothing was seen, too little, or too long ago. Never as good as proved. */
  UNKNOWN;

  /** As it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
