// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Herald.Outcome;
import dev.ballast.ledger.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message of Slack for each incident: {@code chat.postMessage} first, {@code chat.update} from
 * then on. Which message it is stands in the ledger, so a restart does not begin a second one.
 */
final class SlackBot {

  static final String KIND = "slack-message";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> PASSING =
      Set.of(
          "ratelimited",
          "rate_limited",
          "internal_error",
          "service_unavailable",
          "fatal_error",
          "request_timeout",
          "team_added_to_org");
  private static final Set<String> LOST =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed");

  private final Documents documents;

  SlackBot(Documents documents) {
    this.documents = documents;
  }

  /** Where a message is. */
  record Posted(String channel, String ts) {}

  /** What is called, and with what. */
  record Post(String method, String body) {}

  Post post(String webhook, String about, String channel, SlackMessage message) {
    Optional<Posted> posted = posted(webhook, about);
    Map<String, Object> body = new TreeMap<>();
    body.put("text", message.text());
    body.put("blocks", message.blocks());
    body.put("channel", posted.map(Posted::channel).orElse(channel));
    posted.ifPresent(known -> body.put("ts", known.ts()));
    return new Post(
        posted.isPresent() ? "/chat.update" : "/chat.postMessage", MAPPER.writeValueAsString(body));
  }

  /**
   * What came of it. Slack answers 200 to almost everything and says in the body what it means.
   *
   * @param over nothing comes after it: the next message about this is another one
   */
  Outcome judged(String webhook, String about, boolean over, String host, byte[] answer) {
    JsonNode said;
    try {
      said = MAPPER.readTree(answer);
    } catch (JacksonException e) {
      return new Outcome.Later(host + " did not answer as Slack does", Duration.ZERO);
    }
    if (said.path("ok").asBoolean(false)) {
      String ts = said.path("ts").asString("");
      if (over) {
        forget(webhook, about);
      } else if (!ts.isEmpty()) {
        keep(webhook, about, new Posted(said.path("channel").asString(""), ts));
      }
      return new Outcome.Delivered(host + " took it");
    }
    String error = said.path("error").asString("").replaceAll("[^a-z_]", "");
    if (LOST.contains(error)) {
      forget(webhook, about);
      return new Outcome.Later(host + ": " + error + "; a new message is written", Duration.ZERO);
    }
    return PASSING.contains(error)
        ? new Outcome.Later(host + ": " + error, Duration.ZERO)
        : new Outcome.Refused(
            host
                + ": "
                + error
                + ". Fix: check the token, its scope chat:write,"
                + " and that the bot is in the channel");
  }

  private Optional<Posted> posted(String webhook, String about) {
    try {
      return documents
          .get(KIND, key(webhook, about))
          .map(document -> MAPPER.readValue(document.content(), Posted.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void keep(String webhook, String about, Posted posted) {
    String key = key(webhook, about);
    long version = documents.get(KIND, key).map(Documents.Document::version).orElse(0L);
    documents.put(KIND, key, MAPPER.writeValueAsString(posted), version);
  }

  private void forget(String webhook, String about) {
    String key = key(webhook, about);
    documents.get(KIND, key).ifPresent(known -> documents.delete(KIND, key, known.version()));
  }

  private static String key(String webhook, String about) {
    byte[] both = (webhook + "\n" + about).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(both).toString();
  }
}
