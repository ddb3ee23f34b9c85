// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.util.Locale;

/** What kind of thing the cause is; what to do about it depends on that first. */
public enum CauseClass {
  /** Something was changed on purpose: a release, a configuration, a flag. */
  CHANGE,
  /** Something that can run out does: processor, memory, disk, connections. */
  SATURATION,
  /** Far more requests than before, and nothing else. */
  TRAFFIC,
  /** The way between two services, not either of them. */
  NETWORK,
  /** Something that nobody here answers for: a third party. */
  EXTERNAL,
  /** One that others need is slow or fails, and nothing says why. */
  DEPENDENCY,
  /** The service that shows the symptom is slow or fails by itself, and nothing says why. */
  DEFECT;

  /** As in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
