// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.alertmanager;

import dev.ballast.ledger.Limits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of Alertmanager's webhook, version 4, and Grafana's, which has the same fields and
 * more. What is right is taken, everything that is wrong is said at once; only a body in which
 * nothing is right is refused as a whole.
 */
public final class WebhookBody {

  /** The most bytes of one body that are read. */
  public static final int MOST_BYTES = 8 << 20;

  public static final int MOST_ALERTS = 2000;

  private static final int MOST_LABELS = 64;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 1024;
  private static final int LONGEST_NOTE = 1000;
  private static final int MOST_NOTES = 32;
  private static final int MOST_PROBLEMS = 50;
  private static final int DEEPEST = 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();

  private final List<String> serviceLabels;
  private final Set<String> known;
  private final List<String> problems = new ArrayList<>();
  private final List<ReceivedAlert> alerts = new ArrayList<>();
  private int unlisted;

  /**
   * What was in a body.
   *
   * @param truncated alerts that the sender left out of it
   * @param problems what was not taken, and why
   */
  public record Reading(List<ReceivedAlert> alerts, long truncated, List<String> problems) {
    public Reading {
      alerts = List.copyOf(alerts);
      problems = List.copyOf(problems);
    }
  }

  private WebhookBody(List<String> serviceLabels, Set<String> known) {
    this.serviceLabels = serviceLabels;
    this.known = known;
  }

  /**
   * Reads a body.
   *
   * @param serviceLabels the labels that may name a service, the first that names one wins
   * @param known the services that there are
   */
  public static Reading read(byte[] body, List<String> serviceLabels, Set<String> known) {
    WebhookBody reader = new WebhookBody(serviceLabels, known);
    long truncated = reader.read(body);
    if (reader.unlisted > 0) {
      reader.problems.add("… and " + reader.unlisted + " more");
    }
    return new Reading(reader.alerts, truncated, reader.problems);
  }

  private long read(byte[] body) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (JacksonException e) {
      problem("body", Limits.cut(String.valueOf(e.getOriginalMessage()), 300), "JSON");
      return 0;
    }
    if (!root.isObject()) {
      problem("body", shown(root), "an object such as {\"version\":\"4\",\"alerts\":[…]}");
      return 0;
    }
    String version = root.path("version").asString("");
    if (!version.equals("4") && !version.equals("1")) {
      problem("version", shown(root.path("version")), "\"4\"; Grafana's \"1\"");
    }
    JsonNode list = root.path("alerts");
    if (!list.isArray()) {
      problem("alerts", shown(list), "a list of alerts");
      return 0;
    }
    if (list.size() > MOST_ALERTS) {
      problem(
          "alerts",
          list.size() + " alerts",
          "at most "
              + MOST_ALERTS
              + "; those beyond were left out. Fix: max_alerts: "
              + MOST_ALERTS);
    }
    String receiver = Limits.cut(root.path("receiver").asString(""), LONGEST_NAME);
    String group = Limits.cut(root.path("groupKey").asString(""), LONGEST_VALUE);
    for (int i = 0; i < Math.min(list.size(), MOST_ALERTS); i++) {
      alert("alerts[" + i + "]", list.get(i), receiver, group);
    }
    return root.path("truncatedAlerts").asLong(0);
  }

  private void alert(String path, JsonNode alert, String receiver, String group) {
    if (!alert.isObject()) {
      problem(path, shown(alert), "an alert");
      return;
    }
    int before = problems.size() + unlisted;
    Map<String, String> labels = labels(path + ".labels", alert.path("labels"));
    String status = alert.path("status").asString("firing");
    if (!status.equals("firing") && !status.equals("resolved")) {
      problem(path + ".status", shown(alert.path("status")), "firing or resolved");
    }
    Instant starts = time(path + ".startsAt", alert.path("startsAt"));
    Instant ends = status.equals("resolved") ? time(path + ".endsAt", alert.path("endsAt")) : null;
    if (starts == null || problems.size() + unlisted > before) {
      return;
    }
    String fingerprint = alert.path("fingerprint").asString("");
    alerts.add(
        new ReceivedAlert(
            fingerprint.matches("[0-9A-Za-z_-]{1,64}") ? fingerprint : hash(labels),
            receiver,
            group,
            labels,
            notes(alert.path("annotations")),
            starts,
            ends,
            service(labels),
            url(alert.path("generatorURL").asString(""))));
  }

  private Map<String, String> labels(String path, JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    if (!node.isObject() || node.isEmpty() || node.size() > MOST_LABELS) {
      String what = node.isObject() ? node.size() + " labels" : shown(node);
      problem(path, what, "an object with 1 to " + MOST_LABELS + " labels");
      return labels;
    }
    for (Map.Entry<String, JsonNode> label : node.properties()) {
      JsonNode value = label.getValue();
      String at = path + "." + Limits.cut(label.getKey(), 60);
      if (label.getKey().isEmpty() || label.getKey().length() > LONGEST_NAME) {
        problem(at, label.getKey().length() + " characters", "a name of 1 to " + LONGEST_NAME);
      } else if (!value.isString() || value.asString("").length() > LONGEST_VALUE) {
        problem(at, shown(value), "a text of at most " + LONGEST_VALUE + " characters");
      } else if (!value.asString("").isEmpty()) {
        labels.put(label.getKey(), clean(value.asString("")));
      }
    }
    return labels;
  }

  /** Texts for people: what is too long is cut, since nothing depends on it. */
  private static Map<String, String> notes(JsonNode node) {
    Map<String, String> notes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> note : node.properties()) {
      if (notes.size() < MOST_NOTES && note.getKey().length() <= LONGEST_NAME) {
        notes.put(note.getKey(), Limits.cut(clean(note.getValue().asString("")), LONGEST_NOTE));
      }
    }
    return notes;
  }

  /** The first label that names a service that there is. */
  private String service(Map<String, String> labels) {
    return serviceLabels.stream()
        .map(name -> labels.getOrDefault(name, ""))
        .map(value -> value.substring(value.lastIndexOf('/') + 1))
        .filter(known::contains)
        .findFirst()
        .orElse("");
  }

  private @Nullable Instant time(String path, JsonNode node) {
    try {
      Instant time = OffsetDateTime.parse(node.asString("")).toInstant();
      if (time.isAfter(Instant.EPOCH)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Said below, together with the rule.
    }
    problem(path, shown(node), "a time such as 2026-01-31T09:30:00Z");
    return null;
  }

  private static String url(String text) {
    return text.length() <= LONGEST_VALUE && text.matches("https?://[^\\s\"<>]+") ? text : "";
  }

  private static String clean(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }

  private void problem(String path, String what, String rule) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(path + ": " + what + " (expected: " + rule + ")");
    } else {
      unlisted++;
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : Limits.cut(node.toString(), 80);
  }

  /** Stands in for a fingerprint: the same labels, the same text. */
  private static String hash(Map<String, String> labels) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      labels.forEach(
          (name, value) ->
              digest.update((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every JDK)", e);
    }
  }
}
