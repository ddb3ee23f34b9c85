// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the values of attributes by their keys' rules, and by their looks where there is none.
 */
final class Values {

  private final Redaction rules;
  private final Pseudonyms pseudonyms;
  private final Scrubber scrubber;

  /** Keys whose values are left alone unless a rule names them. */
  private final Set<String> spared;

  Values(Redaction rules, Pseudonyms pseudonyms, Set<String> spared) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
    this.scrubber = new Scrubber(rules, pseudonyms);
    this.spared = spared;
  }

  String text(String text) {
    return scrubber.scrub(text);
  }

  /** The same object when there is nothing to hide, so that most cost no copy. */
  Map<String, String> of(Map<String, String> values) {
    Map<String, String> changed = null;
    for (Map.Entry<String, String> one : values.entrySet()) {
      String value = one.getValue();
      String kept = of(one.getKey(), value);
      if (!value.equals(kept)) {
        changed = changed == null ? new HashMap<>(values) : changed;
        if (kept == null) {
          changed.remove(one.getKey());
        } else {
          changed.put(one.getKey(), kept);
        }
      }
    }
    return changed == null ? values : changed;
  }

  /** Null when nothing is to be left. */
  @Nullable String of(String key, String value) {
    Action action =
        rules.attributes().isEmpty() ? null : rules.attributes().get(key.toLowerCase(Locale.ROOT));
    if (action == null) {
      return spared.contains(key) ? value : scrubber.scrub(value);
    }
    return switch (action) {
      case KEEP -> value;
      case MASK -> value.isEmpty() ? value : scrubber.masked(key, value);
      case HASH -> value.isEmpty() ? value : pseudonyms.of(value);
      case DROP -> null;
    };
  }
}
