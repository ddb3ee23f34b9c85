// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityPageTest {

  private static final Sight SIGHT = new Sight(Capacities.NOW, ZoneId.of("UTC"));
  private static final CapacityReport DISK =
      Capacities.report(
          "orders-disk", 1, Capacities.calm("us-east"), Capacities.filling("eu-west"));
  private static final CapacityReport CALM =
      Capacities.report("pool", 1, Capacities.calm("us-east"));
  private static final CapacityReport YOUNG = Capacities.report("queue", 1, Capacities.unknown());
  private static final CapacityReport FULL = Capacities.report("heap", 1, Capacities.full());

  private final Templates templates = new Templates();

  /** Numbers stand with their units on one line, which is not what is tested here. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  private static String sentence(CapacityReport... reports) {
    return CapacityPage.all(Capacities.snapshot(reports), SIGHT, Happenings.NONE).top().sentence();
  }

  private String html(CapacityReport... reports) {
    CapacityView view = CapacityPage.all(Capacities.snapshot(reports), SIGHT, Happenings.NONE);
    return templates.render("part/capacities", Map.of("view", view));
  }

  @Test
  void opensWithASentenceThatAnswers() {
    assertThat(sentence()).isEqualTo("No capacity is described yet.");
    assertThat(sentence(CALM, YOUNG, DISK)).isEqualTo("1 of 3 capacities needs you: orders-disk.");
    assertThat(sentence(CALM, FULL, DISK))
        .isEqualTo("2 of 3 capacities need you: heap, orders-disk.");
    assertThat(sentence(CALM)).isEqualTo("No capacity needs you: 1 has enough.");
    assertThat(sentence(CALM, YOUNG))
        .isEqualTo("No capacity needs you; of 1 nothing can be said yet.");
    assertThat(sentence(YOUNG)).isEqualTo("Nothing can be said yet of 1 capacity.");
  }

  @Test
  void theWorstComesFirstAndHasItsSeriesInFull() {
    CapacityView view =
        CapacityPage.all(Capacities.snapshot(CALM, DISK, YOUNG, FULL), SIGHT, Happenings.NONE);

    assertThat(view.items())
        .extracting(CapacityView.Item::name)
        .containsExactly("heap", "orders-disk", "queue", "pool");
    CapacityView.Item disk = view.items().get(1);
    assertThat(disk.full()).extracting(s -> s.line().where()).containsExactly("eu-west");
    assertThat(disk.brief()).extracting(CapacityView.Line::where).containsExactly("us-east");
    assertThat(plain(disk.limits())).isEqualTo("limit 90 % · lead time 7 d and 3 d 12 h safety");
  }

  @Test
  void saysWhenItIsReachedAndUntilWhenToBegin() {
    CapacityView.Series series =
        CapacityPage.all(Capacities.snapshot(DISK), SIGHT, Happenings.NONE)
            .items()
            .getFirst()
            .full()
            .getFirst();

    assertThat(series.dates())
        .extracting(CapacityView.Date::name, CapacityView.Date::at, date -> plain(date.distance()))
        .containsExactly(
            tuple("p10", "10 Mar 12:00", "in 9 d"),
            tuple("p50", "14 Mar 12:00", "in 13 d"),
            tuple("p90", "18 Mar 12:00", "in 17 d"));
    assertThat(plain(series.line().probability())).isEqualTo("31 %");
    assertThat(plain(series.deadline()))
        .isEqualTo(
            "It takes 7 d: to be in time in 9 of 10 futures, begin by 3 Mar 12:00 (in 2 d).");
  }

  @Test
  void drawsTheFanWithLimitLeadTimeAndTheBreach() {
    CapacityView.Series series =
        CapacityPage.all(Capacities.snapshot(DISK), SIGHT, Happenings.NONE)
            .items()
            .getFirst()
            .full()
            .getFirst();

    assertThat(series.fan().areas())
        .extracting(Prospect.Shape::style)
        .containsExactly("band95", "band80");
    assertThat(series.fan().uprights())
        .extracting(Prospect.Upright::style)
        .containsExactly("now", "lead", "safety");
    assertThat(series.fan().marks())
        .extracting(Prospect.Shape::style)
        .containsExactly("breach", "median");
    assertThat(series.fan().limits())
        .extracting(limit -> plain(limit.label()))
        .containsExactly("limit 90 %");
    assertThat(series.fan().lines())
        .allSatisfy(line -> assertThat(line.values()).hasSameSizeAs(series.fan().times()));
    assertThat(plain(series.curve().lines().getFirst().last())).isEqualTo("97 %");
  }

  @Test
  void whatIsReachedAlreadyIsTheMostUrgentAndHasNoCurve() {
    CapacityView.Series series =
        CapacityPage.all(Capacities.snapshot(FULL), SIGHT, Happenings.NONE)
            .items()
            .getFirst()
            .full()
            .getFirst();

    assertThat(series.line().state()).isEqualTo(new CapacityView.State("bad", "Act now"));
    assertThat(plain(series.notice())).startsWith("The limit is reached since 09:00:00, for 3 h");
    assertThat(series.curve().isEmpty()).isTrue();
    assertThat(series.dates()).isEmpty();
  }

  @Test
  void whatCannotBeToldApartIsNotSaidExactly() {
    CapacityView.Series series =
        CapacityPage.all(Capacities.snapshot(FULL), SIGHT, Happenings.NONE)
            .items()
            .getFirst()
            .full()
            .getFirst();

    assertThat(plain(series.line().probability())).isEqualTo("above 99 %");
  }

  @Test
  void theSecondSentenceIsOnTheWorst() {
    assertThat(
            plain(
                CapacityPage.all(Capacities.snapshot(CALM, DISK), SIGHT, Happenings.NONE)
                    .top()
                    .worst()))
        .isEqualTo("orders-disk, eu-west: reaches 90 % in 13 d, as likely before as after.");
    assertThat(
            plain(
                CapacityPage.all(Capacities.snapshot(CALM), SIGHT, Happenings.NONE).top().worst()))
        .isEqualTo(
            "Nearest is pool, us-east: it reaches 90 % before 22 Mar 12:00 with a probability of"
                + " 2 %.");
    assertThat(CapacityPage.all(Capacities.snapshot(YOUNG), SIGHT, Happenings.NONE).top().worst())
        .isEqualTo("queue: 3 values (expected: at least 10).");
  }

  @Test
  void notKnowingIsAStateOfItsOwn() {
    CapacityView.Series series =
        CapacityPage.all(Capacities.snapshot(YOUNG), SIGHT, Happenings.NONE)
            .items()
            .getFirst()
            .full()
            .getFirst();

    assertThat(series.line().state()).isEqualTo(new CapacityView.State("unknown", "Unknown"));
    assertThat(series.line().probability()).isEqualTo(Sight.UNKNOWN);
    assertThat(series.line().value()).isEqualTo(Sight.UNKNOWN);
    assertThat(series.notice()).isEqualTo("Nothing can be said: 3 values (expected: at least 10)");
    assertThat(series.fan().isEmpty()).isTrue();
  }

  @Test
  void saysThatTimesAreScaled() {
    CapacityReport scaled = Capacities.report("orders-disk", 60, Capacities.filling("us-east"));

    assertThat(
            plain(
                CapacityPage.all(Capacities.snapshot(scaled), SIGHT, Happenings.NONE)
                    .items()
                    .getFirst()
                    .limits()))
        .endsWith("times are scaled 1:60, so the lead time is 2 h 48 min");
  }

  @Test
  void theOverviewHearsOnlyOfThoseToActUpon() {
    assertThat(CapacityPage.next(Capacities.snapshot(CALM, DISK, YOUNG), SIGHT))
        .extracting(FeedItem::dot, FeedItem::strong, item -> plain(item.rest()), FeedItem::when)
        .containsExactly(
            tuple(
                "predict",
                "orders-disk, eu-west",
                ": reaches 90 % in 13 d, as likely before as after.",
                "Act: Grow the volume, or keep less."));
  }

  @Test
  void aServiceHasALineForEachSeries() {
    CapacitySnapshot snapshot = Capacities.snapshot(CALM, DISK);

    assertThat(CapacityPage.of(snapshot, new ServiceName("orders"), SIGHT))
        .extracting(CapacityView.Line::capacity, CapacityView.Line::where)
        .containsExactly(
            tuple("orders-disk", "eu-west"),
            tuple("orders-disk", "us-east"),
            tuple("pool", "us-east"));
    assertThat(CapacityPage.of(snapshot, new ServiceName("auth"), SIGHT)).isEmpty();
  }

  @Test
  void warnsWhenItIsOld() {
    Sight later = new Sight(Capacities.NOW.plus(Duration.ofHours(1)), ZoneId.of("UTC"));

    assertThat(
            plain(
                CapacityPage.all(Capacities.snapshot(CALM), later, Happenings.NONE).top().stale()))
        .startsWith("Stale: capacities were judged 1 h ago, at 12:00:00.");
    assertThat(CapacityPage.all(Capacities.snapshot(CALM), SIGHT, Happenings.NONE).top().stale())
        .isEmpty();
  }

  @Test
  void everyCapacityHasAnAnchorAndTextIsEscaped() {
    assertThat(html(CALM, DISK))
        .contains("id=\"orders-disk\"")
        .contains("id=\"pool\"")
        .contains("&lt;size&gt;");
  }

  /** For people who work on the page: what a browser shows with {@code -Dbrowser.screenshots}. */
  @Test
  void thePageIsComplete() throws IOException {
    CapacityView view =
        CapacityPage.all(Capacities.snapshot(CALM, DISK, YOUNG, FULL), SIGHT, Happenings.NONE);
    String page =
        templates.render(
            "capacity",
            Map.of(
                "chrome",
                new Chrome("Capacity", "Capacity", "", "UTC", List.of(), "", "0", "0", List.of()),
                "view",
                view));
    String folder = System.getProperty("browser.screenshots", "");
    if (!folder.isEmpty()) {
      Files.writeString(Path.of(folder, "capacity.html"), page);
    }

    assertThat(page).contains("<h1>2 of 4 capacities need you: heap, orders-disk.</h1>");
  }

  @Test
  void aHundredCapacitiesStayBelowAHundredKilobytes() {
    List<CapacityReport> many =
        IntStream.range(0, 100)
            .mapToObj(i -> Capacities.report("c" + i, 1, Capacities.filling("r")))
            .toList();

    assertThat(html(many.toArray(CapacityReport[]::new)).length()).isLessThan(100_000);
  }
}
