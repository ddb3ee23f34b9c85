// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence of one finding while it is written: what is seen twice is kept once. */
final class Dossier {

  private final Inquiry inquiry;
  private final Map<String, Evidence> byKey = new LinkedHashMap<>();

  Dossier(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  List<Evidence> all() {
    return List.copyOf(byKey.values());
  }

  private String add(Evidence evidence) {
    return byKey
        .computeIfAbsent(evidence.key(), _ -> evidence.withId("E" + (byKey.size() + 1)))
        .id();
  }

  /** Something that a detector said about a place. */
  String hint(Place place, Hint hint) {
    Inquiry.Windows windows = inquiry.windows();
    return add(
        new Evidence(
            "",
            hint.kind(),
            place.toString(),
            hint.text(),
            windows.onset(),
            windows.to(),
            null,
            null,
            "",
            "",
            hint.strength()));
  }

  /** What a place answers. */
  String answers(Place place, Amount amount) {
    Compared compared = inquiry.accounts().of(place);
    boolean own = inquiry.accounts().tells(place);
    return measured(
        place.toString(),
        place + (own ? ": " : ", as its callers see it: ") + Say.change(compared, amount),
        compared,
        amount,
        own ? Queries.answers(place, amount) : Queries.calls("", place, amount, false));
  }

  /** What a caller gets from one that it calls. */
  String calls(Place client, Place server, Amount amount, Compared compared) {
    return measured(
        client + " to " + server,
        "%s calling %s: %s".formatted(client, server, Say.change(compared, amount)),
        compared,
        amount,
        Queries.calls(client.service().value(), server, amount, false));
  }

  /** What the called one says of the same calls. */
  String answered(Place client, Place server, Compared compared) {
    return measured(
        server + " for " + client,
        "%s answering %s: %s".formatted(server, client, Say.change(compared, Amount.WAITING)),
        compared,
        Amount.WAITING,
        Queries.calls(client.service().value(), server, Amount.WAITING, true));
  }

  private String measured(
      String about, String text, Compared compared, Amount amount, String query) {
    boolean waiting = amount == Amount.WAITING;
    return add(
        new Evidence(
            "",
            waiting ? "waiting" : "failures",
            about,
            text,
            inquiry.windows().onset(),
            inquiry.windows().to(),
            waiting ? compared.before().meanSeconds() : compared.before().failureRatio(),
            waiting ? compared.after().meanSeconds() : compared.after().failureRatio(),
            waiting ? "s" : "",
            query,
            0));
  }

  /** How many requests a place gets. */
  String load(Place place, double before, double after) {
    return number(
        "load",
        place.toString(),
        "%s gets %s from outside, got %s".formatted(place, Say.rate(after), Say.rate(before)),
        before,
        after,
        "/s",
        Queries.load(place));
  }

  /** How much of what the symptoms show somebody makes, and who makes more. */
  String share(Candidate one, Candidate most) {
    String amount = Say.of(one.amount());
    String much = one.ratio() > 0 ? Say.percent(one.ratio()) : "nothing";
    String more =
        one.equals(most)
            ? ""
            : "; %s at %s".formatted(Say.percent(most.ratio()), most.suspect().text());
    return number(
        "share",
        one.suspect().text() + (one.equals(most) ? "" : " against " + most.suspect().text()),
        "%s of the %s is made at %s%s".formatted(much, amount, one.suspect().text(), more),
        null,
        one.ratio(),
        "",
        "");
  }

  /** What is used up soon, with the series that shows it. */
  String forecast(Threat threat) {
    return number(
        "forecast",
        threat.name() + " of " + threat.place(),
        threat.text(),
        threat.limit(),
        threat.value(),
        threat.unit(),
        threat.query());
  }

  String number(
      String kind,
      String about,
      String text,
      @Nullable Double baseline,
      @Nullable Double observed,
      String unit,
      String query) {
    return add(
        new Evidence(
            "",
            kind,
            about,
            text,
            inquiry.windows().onset(),
            inquiry.windows().to(),
            baseline,
            observed,
            unit,
            query,
            0));
  }

  /** Something that happened at a moment. */
  String event(String kind, String about, String text, Instant at) {
    return add(new Evidence("", kind, about, text, at, at, null, null, "", "", 0));
  }
}
