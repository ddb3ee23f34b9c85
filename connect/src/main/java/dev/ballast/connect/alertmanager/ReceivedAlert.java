// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.alertmanager;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert of somebody else's.
 *
 * @param fingerprint of its labels, the sender's where it gives one
 * @param receiver and {@code group} of the message that it came in
 * @param endsAt null while it fires
 * @param service that it is about, by the first of its labels that names one; empty: none does
 * @param url where it comes from; may be empty
 */
public record ReceivedAlert(
    String fingerprint,
    String receiver,
    String group,
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    @Nullable Instant endsAt,
    String service,
    String url) {

  public ReceivedAlert {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** The same alert from the same beginning, however often it is sent. */
  public String key() {
    return fingerprint + "@" + startsAt;
  }

  /** The same, over since then. */
  public ReceivedAlert endedAt(Instant end) {
    return new ReceivedAlert(
        fingerprint, receiver, group, labels, annotations, startsAt, end, service, url);
  }

  public boolean isFiring() {
    return endsAt == null;
  }

  public String name() {
    return labels.getOrDefault("alertname", "alert");
  }

  public String severity() {
    return labels.getOrDefault("severity", "");
  }

  /** As telemetry names it. */
  public String region() {
    return labels.getOrDefault("cloud_region", labels.getOrDefault("region", ""));
  }

  /** What somebody wrote about it. */
  public String text() {
    return annotations.getOrDefault(
        "summary",
        annotations.getOrDefault("description", annotations.getOrDefault("message", "")));
  }

  public String runbook() {
    return annotations.getOrDefault("runbook_url", annotations.getOrDefault("runbook", ""));
  }
}
