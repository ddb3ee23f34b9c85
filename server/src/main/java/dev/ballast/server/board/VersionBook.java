// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.telemetry.spanmetrics.VersionSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which versions of services have been seen where. A version that is new to a place that
 * had another is a change and becomes the event {@code change.deployed}; the first of a place is
 * {@code version.observed}. What was seen before a restart is not told again. Of each place the
 * newest 200 versions are remembered, and of what telemetry calls a version or a region as much as
 * fits a line.
 */
public final class VersionBook implements VersionSeen.Listener {

  private static final String KIND = "version";
  private static final int MOST_WAITING = 1000;
  private static final int MOST_VERSIONS = 200;
  private static final int LONGEST_REGION = 60;
  private static final int LONGEST_VERSION = 200;
  private static final Logger log = LoggerFactory.getLogger(VersionBook.class);

  private final Documents documents;
  private final EventLog events;
  private final ConcurrentLinkedQueue<VersionSeen> waiting = new ConcurrentLinkedQueue<>();
  private final Map<ServiceName, Event> newest = new ConcurrentHashMap<>();

  public VersionBook(Documents documents, EventLog events) {
    this.documents = documents;
    this.events = events;
    for (String name : List.of("version.observed", "change.deployed")) {
      events
          .latest(dev.ballast.ledger.EventFilter.named(name), MOST_WAITING)
          .forEach(this::remember);
    }
  }

  @Override
  public void seen(VersionSeen version) {
    if (waiting.size() < MOST_WAITING) {
      waiting.add(version);
    }
  }

  /** Writes down what has been seen since the last call; what cannot be written is logged. */
  public void settle() {
    for (VersionSeen seen = waiting.poll(); seen != null; seen = waiting.poll()) {
      if (Names.isValid(seen.service()) && !seen.version().isEmpty()) {
        try {
          settle(bounded(seen));
        } catch (IllegalArgumentException | LedgerException e) {
          log.atWarn()
              .setCause(e)
              .addKeyValue("event", "version.unrecorded")
              .addKeyValue("service", seen.service())
              .log("a version that was seen is not in the ledger");
        }
      }
    }
  }

  /** Senders choose these texts. */
  private static VersionSeen bounded(VersionSeen seen) {
    return new VersionSeen(
        seen.service(),
        bounded(seen.region(), LONGEST_REGION),
        bounded(seen.version(), LONGEST_VERSION),
        seen.firstSeen());
  }

  private static String bounded(String text, int most) {
    String line =
        text.substring(0, Math.min(text.length(), most + 1)).replaceAll("\\p{Cntrl}", "?");
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  /** The newest version event of each service. */
  public Map<ServiceName, Event> newest() {
    return new HashMap<>(newest);
  }

  private void settle(VersionSeen seen) {
    String key = seen.service() + "/" + seen.region();
    var known = documents.get(KIND, key);
    List<String> versions = known.map(d -> d.content().lines().toList()).orElse(List.of());
    if (versions.contains(seen.version())) {
      return;
    }
    String content =
        Stream.concat(
                versions.stream().skip(Math.max(0, versions.size() - MOST_VERSIONS + 1)),
                Stream.of(seen.version()))
            .collect(Collectors.joining("\n"));
    documents.put(KIND, key, content, known.map(Documents.Document::version).orElse(0L));
    boolean change = !versions.isEmpty();
    String where = seen.region().isEmpty() ? "" : " in " + seen.region();
    remember(
        events.append(
            new Event(
                0,
                seen.firstSeen(),
                change ? "change.deployed" : "version.observed",
                "service/" + seen.service(),
                "ballast",
                "%s %s first seen%s".formatted(seen.service(), seen.version(), where),
                Map.of(
                    "service", seen.service(),
                    "region", seen.region(),
                    "from", change ? versions.getLast() : "",
                    "version", seen.version()))));
  }

  private void remember(Event event) {
    String service = event.attributes().getOrDefault("service", "");
    if (Names.isValid(service)) {
      newest.merge(new ServiceName(service), event, (a, b) -> a.at().isBefore(b.at()) ? b : a);
    }
  }
}
