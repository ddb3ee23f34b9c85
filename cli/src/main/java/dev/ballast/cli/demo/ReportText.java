// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run's report in sentences. */
final class ReportText {

  private ReportText() {}

  static String of(Report report, Style style) {
    StringBuilder text = new StringBuilder();
    DemoOptions options = report.options();
    text.append("\nThe demo's report: scenario ").append(options.scenario());
    text.append(", seed ").append(options.seed());
    text.append(", watched ").append(Text.brief(report.watched())).append("\n");
    report.chapters().forEach(chapter -> told(text, chapter));
    if (report.chapters().isEmpty()) {
      one(text, report);
    }
    line(text, "said", said(report.services(), style));
    line(text, "left", left(report.leftBehind()));
    String answer =
        report.ok()
            ? style.health("HEALTHY", "● What Ballast said is true, and nothing is left behind.")
            : style.health("UNHEALTHY", "■ Not as it should be:");
    text.append(answer).append('\n');
    report.problems().forEach(problem -> text.append("  · ").append(problem).append('\n'));
    return text.toString();
  }

  /** What a pattern did, and where that can be looked up. */
  private static void told(StringBuilder text, Chapter chapter) {
    text.append(
        String.format(
            "  %s %-9s %s [%s]%n",
            chapter.problems().isEmpty() ? "✓" : "✗",
            chapter.pattern(),
            chapter.text(),
            String.join("; ", chapter.evidence())));
  }

  /** One thing that went wrong, and what was said of it. */
  private static void one(StringBuilder text, Report report) {
    line(text, "truth", truth(report));
    line(text, "found", found(report));
    report
        .truth()
        .filter(RegionLoss::isOne)
        .ifPresent(t -> line(text, "moved", report.loss().text(t)));
    line(text, "cause", cause(report));
    report.releases().forEach(release -> line(text, "rolled", rolled(release)));
    line(text, "watch", watch(report));
  }

  private static void line(StringBuilder text, String title, String content) {
    text.append(String.format("  %-6s %s%n", title, content));
  }

  private static String truth(Report report) {
    return report
        .truth()
        .map(
            t ->
                t.kind()
                    + " on "
                    + t.target()
                    + (t.version().isEmpty() ? "" : " " + t.version())
                    + (t.slowTo().isEmpty() ? "" : ", in its calls to " + t.slowTo() + ",")
                    + (t.region().isEmpty() ? "" : " in " + t.region())
                    + " from "
                    + Text.clock(t.start())
                    + t.end().map(end -> " to " + Text.clock(end)).orElse(" on")
                    + t.full()
                        .map(
                            full ->
                                ", full at "
                                    + Text.clock(full)
                                    + (t.fullWasSeen() ? "" : " at that rate"))
                        .orElse("")
                    + " UTC"
                    + (t.isSurge() ? "; users: " + t.felt() : ""))
        .orElse("nothing was broken");
  }

  private static String rolled(Release release) {
    String weights =
        release.weights().stream().map(w -> w + " %").collect(Collectors.joining(" → "));
    return "%s: %s after %s%s%s%s"
        .formatted(
            release.version(),
            release.phase().isEmpty() ? "not seen" : release.phase(),
            Text.brief(release.took()),
            weights.isEmpty() ? "" : ", at " + weights,
            release.retired().isEmpty() ? "" : ", then " + release.retired() + " was ended",
            release.verdict().isEmpty() ? "" : ": " + release.verdict());
  }

  private static String found(Report report) {
    if (report.truth().isEmpty()) {
      return "nothing to find";
    }
    Truth truth = report.truth().get();
    if (!truth.version().isEmpty() && report.judgement().detection().isPresent()) {
      return "%s was rolled back %s after it first got traffic"
          .formatted(truth.version(), Text.brief(report.judgement().detection().get()));
    }
    if (report.judgement().prediction().isPresent()) {
      return report.judgement().prediction().get().text();
    }
    return report
        .judgement()
        .firstVerdict()
        .map(
            verdict ->
                verdict.place()
                    + " "
                    + verdict.health()
                    + " after "
                    + Text.brief(report.judgement().detection().orElse(Duration.ZERO))
                    + ": "
                    + verdict.text())
        .or(() -> toldOf(report))
        .orElse("not found");
  }

  /** Whom the incidents accused, and how soon that was right. */
  private static String cause(Report report) {
    Incidents incidents = report.incidents();
    int count = incidents.all().size();
    String many = count == 1 ? "1 incident" : count + " incidents";
    if (report.truth().isEmpty()) {
      return many;
    }
    Truth truth = report.truth().get();
    return incidents
        .right(truth)
        .map(
            one ->
                "%s (%s) named after %s, in %s; %s"
                    .formatted(
                        one.text(),
                        one.cause(),
                        Text.brief(Duration.between(truth.start(), one.named())),
                        one.incident(),
                        many))
        .orElse("not named; " + many);
  }

  /** A surge that hurts nobody is found by the watch alone. */
  private static Optional<String> toldOf(Report report) {
    return report
        .truth()
        .filter(Truth::isSurge)
        .flatMap(report.watching()::victim)
        .map(alert -> alert.place() + ": " + alert.text());
  }

  /** What the watch over all series told of. */
  private static String watch(Report report) {
    Watching watching = report.watching();
    int behind = watching.all().size() - watching.told().size();
    String also = behind == 0 ? "" : " (and " + behind + " behind others)";
    if (report.truth().isEmpty()) {
      return counted(watching.told().size()) + also + ", and nothing was broken";
    }
    Truth truth = report.truth().get();
    String victim =
        watching
            .victim(truth)
            .map(
                alert ->
                    "%s after %s: %s"
                        .formatted(
                            alert.place(),
                            Text.brief(Duration.between(truth.start(), alert.told())),
                            alert.text()))
            .orElse("the victim was not found");
    return "%s; %s%s, %d before the fault, %d at places that do not call it"
        .formatted(
            victim,
            counted(watching.told().size()),
            also,
            watching.before(truth).size(),
            watching.bystanders(truth).size());
  }

  private static String counted(int alerts) {
    return alerts == 1 ? "1 alert" : alerts + " alerts";
  }

  private static String said(List<Standing> services, Style style) {
    return List.of("UNHEALTHY", "DEGRADED", "HEALTHY", "UNKNOWN").stream()
        .map(health -> counted(services, health, style))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private static String counted(List<Standing> services, String health, Style style) {
    long count = services.stream().filter(s -> s.health().equals(health)).count();
    String words =
        Style.shape(health) + " " + count + " " + health.toLowerCase(java.util.Locale.ROOT);
    return count == 0 ? "" : style.health(health, words);
  }

  private static String left(LeftBehind left) {
    return left.isNothing()
        ? "nothing"
        : left.processes() + " processes, " + left.ports() + " ports, " + left.files() + " files";
  }
}
