// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.scorecard;

import dev.ballast.control.incident.scorecard.KnownCase;
import dev.ballast.control.incident.scorecard.OwnRecord;
import dev.ballast.control.incident.scorecard.Share;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How good the diagnosis is, to be read and to be added to. */
public final class ScorecardApi {

  private static final String PATH = "/api/v1/scorecard";
  private static final long MOST_BYTES = 256 << 10;

  private final ScorecardBook book;

  public ScorecardApi(ScorecardBook book) {
    this.book = book;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Role.VIEWER, r -> Reply.json(scorecard())),
        new Endpoint(Verb.POST, PATH, Role.OPERATOR, MOST_BYTES, this::keep));
  }

  /**
   * All of it.
   *
   * @param systems each as it was measured last
   * @param runs all that are kept, the newest first
   */
  record ScorecardJson(
      OwnJson own, List<SystemJson> systems, DetectorsJson detectors, List<EvalRun> runs) {}

  /** A system, its newest score, and where that is from. */
  record SystemJson(
      String system, Instant at, String commit, String data, EvalRun.SystemScore score) {}

  /** So many of so many; ratio and interval are null of none. */
  record ShareJson(
      int hits, int of, @Nullable Double ratio, @Nullable Double low, @Nullable Double high) {
    static ShareJson of(Share share) {
      return share.isKnown()
          ? new ShareJson(share.hits(), share.of(), share.ratio(), share.low(), share.high())
          : new ShareJson(0, 0, null, null, null);
    }
  }

  /** One's own incidents. */
  record OwnJson(
      ShareJson verdicts,
      ShareJson ac1,
      ShareJson ac3,
      @Nullable Double avg5,
      ShareJson accusedForNothing,
      int unconfirmed,
      List<CaseJson> cases) {

    static OwnJson of(OwnRecord own) {
      return new OwnJson(
          ShareJson.of(own.verdicts()),
          ShareJson.of(own.within(1)),
          ShareJson.of(own.within(3)),
          own.within(1).isKnown() ? own.average() : null,
          ShareJson.of(own.accused()),
          own.unknown(),
          own.cases().stream().map(CaseJson::of).toList());
    }
  }

  /** One incident whose cause is known. */
  record CaseJson(
      String incident,
      Instant onset,
      String truth,
      String by,
      boolean injected,
      String named,
      int place,
      boolean right,
      List<String> evidence) {

    static CaseJson of(KnownCase one) {
      return new CaseJson(
          one.incident(),
          one.onset(),
          one.truth().text(),
          one.by(),
          one.injected(),
          one.named(),
          one.place(),
          one.isRight(),
          one.detectors());
    }
  }

  /**
   * How often each was wrong.
   *
   * @param evidence by kind: of the verdicts that it spoke for, those that were wrong
   * @param anomalies by signal: of those told within 30 days, those that no incident came of
   */
  record DetectorsJson(Map<String, ShareJson> evidence, Map<String, ShareJson> anomalies) {}

  private ScorecardJson scorecard() {
    OwnRecord own = book.own();
    List<EvalRun> runs = book.runs();
    return new ScorecardJson(
        OwnJson.of(own),
        ScorecardBook.latest(runs).stream()
            .map(
                one ->
                    new SystemJson(
                        one.system(),
                        one.run().at(),
                        one.run().commit(),
                        one.run().data(),
                        one.score()))
            .toList(),
        new DetectorsJson(shares(own.falseAlarms()), shares(book.alarms().signals())),
        runs);
  }

  private static Map<String, ShareJson> shares(SortedMap<String, Share> shares) {
    Map<String, ShareJson> all = new TreeMap<>();
    shares.forEach((name, share) -> all.put(name, ShareJson.of(share)));
    return all;
  }

  private Reply keep(Request request) {
    try {
      return Reply.json(
          201,
          book.keep(new String(request.body(), StandardCharsets.UTF_8), request.caller().name()));
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }
}
