// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import dev.ballast.shop.load.Told.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users were told: changes that were made, and who failed when. Thread-safe. */
public final class Receipts {

  private static final int MOST = 200_000;
  private static final int RECENT = 20_000;
  private static final int HEXADECIMAL = 16;

  private final List<Told> changes = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  private record Answer(Instant at, boolean well, boolean changes, boolean opinion) {}

  /**
   * A user got an answer.
   *
   * @param body what the answer says; empty where nothing was promised
   */
  synchronized void told(Visit visit, boolean well, Instant at, String body) {
    boolean change = visit.method().equals("POST");
    Optional<Told> told =
        well && change && !body.isEmpty() ? read(visit.path(), body, at) : Optional.empty();
    answers.addLast(new Answer(at, well, change, change && !isCheckout(visit.path())));
    if (answers.size() > RECENT) {
      answers.removeFirst();
    }
    if (changes.size() < MOST) {
      told.ifPresent(changes::add);
    }
  }

  private static boolean isCheckout(String path) {
    return path.startsWith("/checkout?");
  }

  private static Optional<Told> read(String path, String body, Instant at) {
    if (isCheckout(path)) {
      return Optional.of(new Told(Kind.CHECKOUT, field(path, "order"), at, writer(json(body))));
    }
    String[] parts = path.substring(0, Math.max(0, path.indexOf('?'))).split("/", -1);
    String id = json(body).path("id").asString("");
    return switch (parts[parts.length - 1]) {
      case "likes" ->
          Optional.of(
              new Told(Kind.LIKE, parts[2] + " " + field(path, "user"), at, Optional.empty()));
      case "reviews" -> numbered(Kind.REVIEW, id, at);
      case "comments" -> numbered(Kind.COMMENT, id, at);
      default -> Optional.empty();
    };
  }

  private static Optional<Told> numbered(Kind kind, String id, Instant at) {
    return id.isEmpty() ? Optional.empty() : Optional.of(new Told(kind, id, at, Optional.empty()));
  }

  private static String field(String path, String name) {
    int start = path.indexOf(name + "=") + name.length() + 1;
    int end = path.indexOf('&', start);
    return path.substring(start, end < 0 ? path.length() : end);
  }

  private static Optional<Written> writer(JsonNode receipt) {
    String term = receipt.path("term").asString("");
    return term.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Written(
                receipt.path("server").asInt(0),
                Long.parseLong(term, HEXADECIMAL),
                Instant.ofEpochMilli(receipt.path("written").asLong(0))));
  }

  private static JsonNode json(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  /** All changes that users were told have been made. */
  public synchronized List<Told> changes() {
    return List.copyOf(changes);
  }

  /** The orders of all checkouts that users were told have succeeded. */
  public List<String> checkouts() {
    return changes().stream().filter(t -> t.kind() == Kind.CHECKOUT).map(Told::key).toList();
  }

  /** Since a time, how many reviews, likes and comments were made, and how many failed. */
  public synchronized Opinions opinionsSince(Instant since) {
    List<Answer> all =
        answers.stream().filter(a -> a.opinion() && !a.at().isBefore(since)).toList();
    int failed = (int) all.stream().filter(a -> !a.well()).count();
    return new Opinions(all.size() - failed, failed);
  }

  /** What came of reviews, likes and comments. */
  public record Opinions(int made, int failed) {}

  /**
   * When users were served again after a time: the first answer of the first stretch of that length
   * in which nobody failed and somebody changed something. Empty as long as there is none.
   */
  public synchronized Optional<Instant> servedSince(Instant since, Instant now, Duration steady) {
    Instant first = null;
    boolean changed = false;
    for (Answer answer : answers) {
      if (answer.at().isBefore(since)) {
        continue;
      }
      if (!answer.well()) {
        first = null;
        changed = false;
      } else {
        first = first == null ? answer.at() : first;
        changed |= answer.changes();
        if (changed && Duration.between(first, answer.at()).compareTo(steady) >= 0) {
          return Optional.of(first);
        }
      }
    }
    return Optional.empty();
  }
}
