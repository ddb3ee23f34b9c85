// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people who are called read. Every text may be empty: then it is not known.
 *
 * @param what what is wrong, in one line
 * @param action the one thing to do now, and {@code command} does it
 * @param page the path of the page that shows it
 * @param details by the names that receivers use: {@code severity}, {@code service}, {@code
 *     root_cause}, {@code impact}, {@code recommendation}, {@code runbook_url}, {@code alert}
 */
public record PageText(
    String what,
    String where,
    String since,
    String why,
    String certainty,
    String action,
    String command,
    String page,
    Map<String, String> details) {

  public PageText {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** Changes when it says something else, however often the numbers in the alert's text move. */
  public String digest() {
    return Integer.toHexString(
        (what + '\n' + action + '\n' + details.getOrDefault("root_cause", "")).hashCode());
  }
}
