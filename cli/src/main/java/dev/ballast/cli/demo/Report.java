// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a run: what was done to the shop, what Ballast said, whether that is true, and
 * whether anything is left of it.
 *
 * @param watched how long, from the moment that all was up
 * @param startup how long until all was up
 * @param watching what the watch over all series told of
 * @param incidents whom they accused, and when
 * @param loss how a lost region was replaced; empty in any other scenario
 * @param chapters what each pattern did where everything went wrong; empty in any other scenario
 * @param services the last that was said of each
 * @param releases what the release robot did; empty where there is none
 * @param problems sentences; empty when all is as it should be
 */
record Report(
    DemoOptions options,
    Duration startup,
    Duration watched,
    Optional<Truth> truth,
    List<Standing> services,
    Judgement judgement,
    List<Release> releases,
    Watching watching,
    Incidents incidents,
    RegionLoss loss,
    List<Chapter> chapters,
    LeftBehind leftBehind,
    List<String> problems) {

  Report {
    services = List.copyOf(services);
    releases = List.copyOf(releases);
    chapters = List.copyOf(chapters);
    problems = List.copyOf(problems);
  }

  boolean ok() {
    return problems.isEmpty();
  }

  /** The document that scripts read. */
  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("scenario", options.scenario().toString());
    document.put("seed", options.seed());
    document.put("seconds", tenths(watched));
    document.put("startup_seconds", tenths(startup));
    document.set("truth", truth.map(Report::withEnd).orElse(NullNode.instance));
    ArrayNode list = document.putArray("services");
    services.forEach(standing -> write(list.addObject(), standing));
    judgement
        .detection()
        .ifPresentOrElse(
            d -> document.put("detection_seconds", tenths(d)),
            () -> document.putNull("detection_seconds"));
    judgement
        .firstVerdict()
        .ifPresentOrElse(
            verdict -> write(document.putObject("first_verdict"), verdict),
            () -> document.putNull("first_verdict"));
    judgement
        .prediction()
        .ifPresentOrElse(
            prediction -> document.set("prediction", prediction.document()),
            () -> document.putNull("prediction"));
    ArrayNode released = document.putArray("releases");
    releases.forEach(release -> write(released.addObject(), release));
    write(document, incidents);
    write(document.putObject("anomalies"));
    truth.filter(RegionLoss::isOne).ifPresent(t -> document.set("failover", loss.document(t)));
    if (!chapters.isEmpty()) {
      ArrayNode told = document.putArray("chapters");
      chapters.forEach(chapter -> told.add(chapter.document()));
    }
    ObjectNode left = document.putObject("left_behind");
    left.put("processes", leftBehind.processes());
    left.put("ports", leftBehind.ports());
    left.put("files", leftBehind.files());
    ArrayNode why = document.putArray("problems");
    problems.forEach(why::add);
    document.put("ok", ok());
    return document;
  }

  private void write(ObjectNode node) {
    node.put("alerts", watching.told().size());
    node.put("behind_others", watching.all().size() - watching.told().size());
    if (truth.isPresent()) {
      Truth known = truth.get();
      node.put("alerts_before", watching.before(known).size());
      node.put("victim_found", watching.victim(known).isPresent());
      watching
          .detection(known)
          .ifPresentOrElse(
              d -> node.put("victim_seconds", tenths(d)), () -> node.putNull("victim_seconds"));
      node.put("bystander_alerts", watching.bystanders(known).size());
    } else {
      node.putNull("alerts_before");
      node.putNull("victim_found");
      node.putNull("victim_seconds");
      node.putNull("bystander_alerts");
    }
    ArrayNode list = node.putArray("list");
    for (Alert alert : watching.all()) {
      list.addObject()
          .put("service", alert.service())
          .put("region", alert.region())
          .put("told", alert.told().toString())
          .put("alert", alert.alert())
          .put("text", alert.text());
    }
  }

  /** Incidents as they were last, and how long it took to name the true cause. */
  private void write(ObjectNode document, Incidents all) {
    ArrayNode list = document.putArray("incidents");
    for (JsonNode incident : all.all()) {
      ObjectNode node = ((ObjectNode) incident).deepCopy();
      Optional<Accused> word = all.lastWord(node.path("id").asString(""));
      Optional<Double> named =
          word.flatMap(
              one -> truth.map(known -> tenths(Duration.between(known.start(), one.named()))));
      named.ifPresentOrElse(
          seconds -> node.put("named_seconds", seconds), () -> node.putNull("named_seconds"));
      node.put("right", word.filter(one -> truth.filter(one::isRight).isPresent()).isPresent());
      list.add(node);
    }
    ObjectNode cause = document.putObject("root_cause");
    truth
        .flatMap(all::seconds)
        .ifPresentOrElse(d -> cause.put("seconds", tenths(d)), () -> cause.putNull("seconds"));
    ArrayNode named = cause.putArray("named");
    for (Accused one : all.accused()) {
      ObjectNode node = named.addObject();
      node.put("incident", one.incident());
      node.put("at", one.named().toString());
      node.put("cause", one.text());
      node.put("cause_class", one.cause());
      node.put("right", truth.filter(one::isRight).isPresent());
    }
  }

  private static void write(ObjectNode node, Release release) {
    node.put("version", release.version());
    node.put("phase", release.phase());
    node.put("begun", release.begun().toString());
    node.put("changed", release.changed().toString());
    node.put("seconds", tenths(release.took()));
    ArrayNode weights = node.putArray("weights");
    release.weights().forEach(weights::add);
    node.put("verdict", release.verdict());
    node.put("standing", release.isOver() ? "" : release.standing());
    node.put("retired", release.retired());
  }

  /** The end is null when the fault was still there as everything stopped. */
  private static JsonNode withEnd(Truth truth) {
    ObjectNode document = (ObjectNode) truth.document().deepCopy();
    document.remove("topology");
    if (!document.has("end")) {
      document.putNull("end");
    }
    return document;
  }

  private static void write(ObjectNode node, Standing standing) {
    node.put("service", standing.service());
    node.put("region", standing.region());
    node.put("health", standing.health());
    node.put("since", standing.since().toString());
    node.put("text", standing.text());
    ArrayNode why = node.putArray("why");
    standing
        .why()
        .forEach(reason -> why.addObject().put("slo", reason.slo()).put("text", reason.text()));
  }

  private static double tenths(Duration duration) {
    return Math.round(duration.toMillis() / 100.0) / 10.0;
  }
}
