// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers what targets say of their metrics and passes on what is new. When targets disagree the
 * first one stays, so that they do not overwrite each other at every scrape. Thread-safe.
 */
final class FamilyBook {

  private static final Metadata NOTHING = new Metadata("unknown", "", "");
  private static final int MAX_FAMILIES = 50_000;
  private static final int LONGEST_TEXT = 1000;

  private final MetadataSink sink;
  private final Map<String, Metadata> known = new ConcurrentHashMap<>();

  FamilyBook(MetadataSink sink) {
    this.sink = sink;
  }

  void note(ExpositionParser.Entry entry, String family, String told) {
    String text = told.length() > LONGEST_TEXT ? told.substring(0, LONGEST_TEXT) : told;
    Metadata before = known.getOrDefault(family, NOTHING);
    Metadata after =
        switch (entry) {
          case TYPE ->
              before.type().equals(NOTHING.type())
                  ? new Metadata(text, before.help(), before.unit())
                  : before;
          case HELP ->
              before.help().isEmpty() ? new Metadata(before.type(), text, before.unit()) : before;
          case UNIT ->
              before.unit().isEmpty() ? new Metadata(before.type(), before.help(), text) : before;
          case SAMPLE -> before;
        };
    boolean room = known.size() < MAX_FAMILIES || known.containsKey(family);
    if (room && !after.equals(before)) {
      known.put(family, after);
      sink.describe(family, after);
    }
  }
}
