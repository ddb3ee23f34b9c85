// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.ledger.Limits;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that is about to go wrong, or has stopped to be, in words that fit into a message.
 * Every text may be empty: then it is not known.
 *
 * @param id the sequence of the event that it comes from; 0: a test
 * @param about what it is about, the same each time: {@code capacity/orders-disk}
 * @param where service and region
 * @param when since when, or by which day
 * @param certainty how sure that is
 * @param command what does it, to be pasted
 * @param page the path of the page that shows it
 * @param details what only some receivers have a field for, by name; of incidents
 */
public record Warning(
    long id,
    Instant at,
    Webhook.Topic topic,
    String about,
    Urgency urgency,
    String what,
    String where,
    String when,
    String why,
    String certainty,
    String action,
    String command,
    String page,
    Map<String, String> details) {

  /** Short enough for a chat, and for a ledger document that holds a full queue. */
  private static final int LONGEST = 400;

  private static final int LONGEST_DETAIL = 4000;

  /** One without details. */
  public Warning(
      long id,
      Instant at,
      Webhook.Topic topic,
      String about,
      Urgency urgency,
      String what,
      String where,
      String when,
      String why,
      String certainty,
      String action,
      String command,
      String page) {
    this(
        id, at, topic, about, urgency, what, where, when, why, certainty, action, command, page,
        Map.of());
  }

  public Warning {
    about = Limits.cut(about, Limits.NAME / 3);
    what = Limits.cut(what, LONGEST);
    where = Limits.cut(where, LONGEST);
    when = Limits.cut(when, LONGEST);
    why = Limits.cut(why, LONGEST);
    certainty = Limits.cut(certainty, LONGEST);
    action = Limits.cut(action, LONGEST);
    command = Limits.cut(command, LONGEST);
    page = Limits.cut(page, LONGEST);
    // Outboxes that were written before this was kept do not have it.
    Map<String, String> all = new TreeMap<>();
    if (details != null) {
      details.forEach((name, value) -> all.put(name, Limits.cut(value, LONGEST_DETAIL)));
    }
    details = Collections.unmodifiableMap(all);
  }

  /** What proves that a webhook works. */
  public static Warning test(Instant at) {
    return new Warning(
        0,
        at,
        Webhook.Topic.CAPACITY,
        "test",
        Urgency.INFO,
        "Test from Ballast: nothing is wrong",
        "this server",
        "now",
        "Somebody asked for a test message, and it arrived.",
        "certain",
        "Nothing to do.",
        "",
        "/");
  }

  /** One of its details; empty when it is not known. */
  public String detail(String name) {
    return details.getOrDefault(name, "");
  }

  /** Whether it says that there is nothing to do (any more). */
  public boolean isClear() {
    return urgency == Urgency.INFO;
  }
}
