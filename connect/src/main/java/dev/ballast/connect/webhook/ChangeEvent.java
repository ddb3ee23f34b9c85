// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change event of PagerDuty's Events API v2: it stands beside the incidents of its service and
 * calls nobody. Fields as in PagerDuty's "Send a Change Event".
 *
 * @param routingKey the integration key of a service
 */
record ChangeEvent(String routingKey, Payload payload, List<Link> links) {

  /** The most that PagerDuty takes. */
  private static final int SUMMARY = 1024;

  /**
   * What changed.
   *
   * @param source where
   */
  record Payload(
      String summary, String timestamp, String source, Map<String, String> customDetails) {}

  /** Where to read on. */
  record Link(String href, String text) {}

  static ChangeEvent of(Warning warning, String key, String id, String link) {
    Map<String, String> details = new TreeMap<>();
    details.put("id", id);
    details.put("about", warning.about());
    details.put("urgency", warning.urgency().name().toLowerCase(Locale.ROOT));
    detail(details, "why", warning.why());
    detail(details, "action", warning.action());
    detail(details, "command", warning.command());
    return new ChangeEvent(
        key,
        new Payload(
            Limits.cut(warning.what(), SUMMARY),
            warning.at().toString(),
            warning.where().isEmpty() ? "ballast" : warning.where(),
            details),
        link.isEmpty() ? List.of() : List.of(new Link(link, "Open in Ballast")));
  }

  private static void detail(Map<String, String> details, String name, String text) {
    if (!text.isEmpty()) {
      details.put(name, text);
    }
  }
}
