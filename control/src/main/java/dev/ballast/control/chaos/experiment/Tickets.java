// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is under way, and what comes after each of it. Part of the machine, owned by it. */
final class Tickets {

  private record Waiting(Activity activity, Instant since, boolean method, Consumer<Answer> then) {}

  private final boolean dry;
  private final Map<Long, Waiting> running = new LinkedHashMap<>();
  private final Map<Long, Runnable> pausing = new LinkedHashMap<>();
  private List<Effect> effects = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private Values values;
  private long last;

  Tickets(Values values, boolean dry) {
    this.values = values;
    this.dry = dry;
  }

  /** A new moment, of which nothing is known yet. */
  void at(Instant moment) {
    now = moment;
    effects = new ArrayList<>();
  }

  Instant now() {
    return now;
  }

  Values values() {
    return values;
  }

  void learn(Values more) {
    values = more;
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /** What this moment wants, in that order. */
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /**
   * Wants an activity done.
   *
   * @param method whether it is written down when it is cut off
   */
  void run(Activity activity, boolean method, Consumer<Answer> then) {
    long ticket = ++last;
    running.put(ticket, new Waiting(activity, now, method, then));
    effects.add(new Effect.Run(ticket, values.fill(activity)));
  }

  void answered(Happening.Answered answered) {
    Waiting waiting = running.remove(answered.ticket());
    if (waiting != null) {
      waiting.then().accept(answered.answer());
    }
  }

  /** Goes on after a time, at once when there is none or nothing is done anyway. */
  void pause(Duration time, Runnable then) {
    if (time.isZero() || dry) {
      then.run();
      return;
    }
    long ticket = ++last;
    pausing.put(ticket, then);
    effects.add(new Effect.Pause(ticket, time));
  }

  void waited(Happening.Waited waited) {
    Runnable then = pausing.remove(waited.ticket());
    if (then != null) {
      then.run();
    }
  }

  void forgetPauses() {
    pausing.clear();
  }

  /** Ends what is under way; answers what of the method is cut off. */
  List<Entry> abandon() {
    List<Entry> cut =
        running.values().stream()
            .filter(Waiting::method)
            .map(
                one ->
                    new Entry(
                        one.activity(), Answer.aborted(), one.since(), now, Entry.Judgement.NONE))
            .toList();
    running.clear();
    pausing.clear();
    effects.add(new Effect.Cancel());
    return cut;
  }
}
