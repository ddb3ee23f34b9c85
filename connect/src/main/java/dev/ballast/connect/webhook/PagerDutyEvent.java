// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.Limits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert event of PagerDuty's Events API v2. The same {@code dedup_key}, the incident's id, makes
 * all that is said about an incident one incident there, with one call.
 *
 * @param payload null where nothing but the key matters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PagerDutyEvent(
    String routingKey,
    String eventAction,
    String dedupKey,
    @Nullable Payload payload,
    @Nullable List<ChangeEvent.Link> links,
    @Nullable String client,
    @Nullable String clientUrl) {

  /** The most that PagerDuty takes. */
  private static final int SUMMARY = 1024;

  /** Said elsewhere in the event, or of no use to people. */
  private static final Set<String> ELSEWHERE =
      Set.of("kind", "began", "label_service", "label_severity", "severity", "incident");

  /** What is wrong. */
  record Payload(
      String summary,
      String source,
      String severity,
      String timestamp,
      String component,
      String group,
      @JsonProperty("class") String type,
      Map<String, String> customDetails) {}

  static PagerDutyEvent of(Warning warning, String key, String link) {
    IncidentWords words = new IncidentWords(warning);
    String action = words.action().name().toLowerCase(Locale.ROOT);
    if (words.action() != IncidentWords.Action.TRIGGER) {
      return new PagerDutyEvent(key, action, words.id(), null, null, null, null);
    }
    return new PagerDutyEvent(
        key,
        action,
        words.id(),
        new Payload(
            Limits.cut(warning.what(), SUMMARY),
            warning.where().isEmpty() ? "ballast" : warning.where(),
            words.severity(),
            words.began().toString(),
            words.stable("service", "unknown"),
            warning.detail("region"),
            "incident",
            details(warning)),
        links(warning, link),
        "Ballast",
        link.isEmpty() ? null : link);
  }

  private static Map<String, String> details(Warning warning) {
    Map<String, String> details = new TreeMap<>(warning.details());
    details.keySet().removeAll(ELSEWHERE);
    details.values().removeIf(String::isEmpty);
    if (!warning.action().isEmpty()) {
      details.put("recommendation", warning.action());
    }
    if (!warning.command().isEmpty()) {
      details.put("command", warning.command());
    }
    return details;
  }

  private static @Nullable List<ChangeEvent.Link> links(Warning warning, String link) {
    String runbook = warning.detail("runbook_url");
    boolean readable = runbook.startsWith("https://") || runbook.startsWith("http://");
    List<ChangeEvent.Link> links =
        Stream.of(
                new ChangeEvent.Link(link, "Open in Ballast"),
                new ChangeEvent.Link(readable ? runbook : "", "Runbook"))
            .filter(one -> !one.href().isEmpty())
            .toList();
    return links.isEmpty() ? null : links;
  }
}
