// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.gate.Standing.Held;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.control.gate.Standing.Unknown;
import dev.ballast.ledger.Documents;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Strategy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every service is held to, in the ledger, so that a restart loosens nothing. A change is
 * written at once; that nothing changed is written every so often. Guarded by itself.
 */
final class Standings {

  private static final String KIND = "gate.standing";

  private final Documents documents;
  private final Duration writeEvery;
  private final Map<ServiceName, Standing> known = new HashMap<>();
  private final Map<ServiceName, Standing> written = new HashMap<>();

  Standings(Documents documents, Duration writeEvery) {
    this.documents = documents;
    this.writeEvery = writeEvery;
  }

  synchronized Standing of(ServiceName service) {
    return known.computeIfAbsent(
        service,
        name -> {
          Standing stored =
              documents
                  .get(KIND, name.value())
                  .flatMap(document -> read(document.content()))
                  .<Standing>map(held -> held)
                  .orElseGet(Unknown::new);
          written.put(name, stored);
          return stored;
        });
  }

  synchronized void keep(ServiceName service, Standing standing) {
    of(service);
    known.put(service, standing);
    if (standing instanceof Held held && isNews(held, written.get(service))) {
      write(service, held);
      written.put(service, held);
    }
  }

  private boolean isNews(Held held, @Nullable Standing before) {
    return !(before instanceof Held last)
        || held.strategy() != last.strategy()
        || !held.since().equals(last.since())
        || !held.loosening().equals(last.loosening())
        || Duration.between(last.seen(), held.seen()).compareTo(writeEvery) >= 0;
  }

  /** The newest wins: whoever else wrote saw the same budget. */
  private void write(ServiceName service, Held held) {
    for (int tries = 0; tries < 3; tries++) {
      long version =
          documents.get(KIND, service.value()).map(Documents.Document::version).orElse(0L);
      if (documents.put(KIND, service.value(), text(held), version).isPresent()) {
        return;
      }
    }
  }

  static String text(Held held) {
    String text =
        "strategy: %s\nsince: %s\nseen: %s\n".formatted(held.strategy(), held.since(), held.seen());
    return switch (held.loosening()) {
      case Loosening.None _ -> text;
      case Loosening.Towards towards ->
          text
              + "loosening: %s\nloosening_since: %s\n"
                  .formatted(towards.strategy(), towards.since());
    };
  }

  /** Empty when it was not written by this class: the table alone decides then. */
  static Optional<Held> read(String text) {
    Map<String, String> lines = new HashMap<>();
    text.lines()
        .map(line -> line.split(": ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> lines.put(parts[0], parts[1]));
    try {
      String towards = lines.getOrDefault("loosening", "");
      return Optional.of(
          new Held(
              Strategy.valueOf(lines.getOrDefault("strategy", "")),
              Instant.parse(lines.getOrDefault("since", "")),
              towards.isEmpty()
                  ? new Loosening.None()
                  : new Loosening.Towards(
                      Strategy.valueOf(towards),
                      Instant.parse(lines.getOrDefault("loosening_since", ""))),
              Instant.parse(lines.getOrDefault("seen", ""))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
