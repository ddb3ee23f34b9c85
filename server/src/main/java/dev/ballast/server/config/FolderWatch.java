// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.config;

import dev.ballast.ledger.EventLog;
import dev.ballast.model.Configuration;
import dev.ballast.model.Edit;
import dev.ballast.model.Event;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.ReloadDecision;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Follows a folder of resources. Every look compares the files' contents with those seen last; a
 * valid edit replaces the configuration, an invalid one is refused whole. One thread looks; any may
 * read the state.
 */
public final class FolderWatch {

  private static final int SHOWN_EDITS = 20;
  private static final int LONGEST_TEXT = 5000;
  private static final int LONGEST_NAME = 60;

  private final Path folder;
  private final QueryChecker queries;
  private final EventLog events;
  private final InstantSource clock;
  private final AtomicReference<ConfigState> state = new AtomicReference<>(ConfigState.EMPTY);
  private Fingerprint seen = Fingerprint.NONE;

  public FolderWatch(Path folder, QueryChecker queries, EventLog events, InstantSource clock) {
    this.folder = folder;
    this.queries = queries;
    this.events = events;
    this.clock = clock;
  }

  public ConfigState state() {
    return state.get();
  }

  /**
   * The first look, which has no last good state to fall back on.
   *
   * @param veto whoever acts on it as well
   * @throws InvalidConfigurationException when the folder is wrong
   */
  public void load(Veto veto) {
    seen = Fingerprint.of(folder);
    Reading reading = read(veto);
    if (!reading.valid()) {
      throw new InvalidConfigurationException(reading.problems());
    }
    use(reading.configuration(), List.of(), reading.problems());
  }

  /** Looks once; call it about every second. */
  public void look(Veto veto) {
    Fingerprint now = Fingerprint.of(folder);
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    Reading reading = read(veto);
    switch (ReloadDecision.decide(state.get().configuration(), reading)) {
      case ReloadDecision.Replace(var configuration, var edits, var warnings) ->
          use(configuration, edits, warnings);
      case ReloadDecision.Unchanged(var configuration, var warnings) ->
          unchanged(configuration, warnings);
      case ReloadDecision.Refuse(var configuration, var problems) -> refuse(problems);
    }
  }

  private Reading read(Veto veto) {
    Reading reading = ConfigurationReader.read(List.of(folder), queries);
    return reading.valid() ? reading.with(veto.problems(reading)) : reading;
  }

  private void use(Configuration configuration, List<Edit> edits, List<Problem> warnings) {
    Instant now = clock.instant();
    state.set(
        new ConfigState(configuration, now, seen.files(), warnings, List.of(), Instant.EPOCH));
    if (!edits.isEmpty()) {
      String diff =
          edits.stream().limit(SHOWN_EDITS).map(Edit::text).collect(Collectors.joining("\n"));
      append(
          now,
          "config.changed",
          "%d %s: %s"
              .formatted(
                  edits.size(),
                  edits.size() == 1 ? "resource edited" : "resources edited",
                  edits.getFirst().text()),
          Map.of("diff", diff, "edits", Integer.toString(edits.size())));
    }
  }

  /** The files say again what is in use: an edit that was refused before is taken back. */
  private void unchanged(Configuration configuration, List<Problem> warnings) {
    ConfigState old = state.get();
    state.set(
        new ConfigState(
            configuration, old.loadedAt(), seen.files(), warnings, List.of(), Instant.EPOCH));
  }

  private void refuse(List<Problem> problems) {
    ConfigState old = state.get();
    Instant now = clock.instant();
    state.set(
        new ConfigState(
            old.configuration(), old.loadedAt(), old.files(), old.warnings(), problems, now));
    append(
        now,
        "config.refused",
        "the edit is refused whole, the last good state stays: " + problems.getFirst().line(),
        Map.of(
            "problems",
            problems.stream().map(Problem::line).collect(Collectors.joining("\n")),
            "count",
            Integer.toString(problems.size())));
  }

  private void append(Instant at, String name, String text, Map<String, String> attributes) {
    Map<String, String> bounded = new HashMap<>();
    attributes.forEach((key, value) -> bounded.put(key, bounded(value)));
    String subject = "config/" + bounded(String.valueOf(folder.getFileName()), LONGEST_NAME);
    events.append(new Event(0, at, name, subject, "ballast", bounded(text), bounded));
  }

  /** Within what the ledger takes, whatever the alphabet; the state holds all of it. */
  private static String bounded(String text) {
    return bounded(text, LONGEST_TEXT);
  }

  private static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
