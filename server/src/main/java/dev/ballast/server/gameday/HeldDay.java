// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.chaos.DayHolder;
import dev.ballast.control.gameday.DayEvent;
import java.time.Duration;

/** Holds game days for experiments of this server. */
public final class HeldDay implements DayHolder {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String FILE = "plan";

  private final GameDayDesk desk;
  private final String by;

  /**
   * @param by in whose name days are begun and stopped
   */
  public HeldDay(GameDayDesk desk, String by) {
    this.desk = desk;
    this.by = by;
  }

  @Override
  public String problemOf(String plan) {
    try {
      var _ = DayDocument.read(FILE, plan);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public Told hold(String plan, String finding) throws InterruptedException {
    String id;
    try {
      id = desk.start(FILE, plan, 0, "", by, false).state().id();
    } catch (GameDayDesk.RefusedException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
    try {
      GameDayDesk.View view = desk.find(id).orElseThrow();
      while (!view.state().phase().isOver()) {
        Thread.sleep(LOOK);
        view = desk.find(id).orElseThrow();
      }
      return told(view, finding);
    } catch (InterruptedException e) {
      desk.tell(id, at -> new DayEvent.Stopped(at, by, "the experiment was ended"));
      throw e;
    }
  }

  private static Told told(GameDayDesk.View view, String finding) {
    String id = view.state().id();
    if (view.state().phase() == dev.ballast.control.gameday.DayState.Phase.ABORTED) {
      throw new IllegalStateException(id + " was ended before its time: " + view.state().why());
    }
    RulingJson ruling =
        view.findings().stream()
            .filter(one -> one.id().equals(finding))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s measured nothing called %s (expected: one of %s)"
                            .formatted(
                                id,
                                finding,
                                view.findings().stream().map(RulingJson::id).toList())));
    Double value = ruling.value();
    return new Told(id, ruling.outcome(), ruling.text(), value == null ? Double.NaN : value);
  }
}
