// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.mesh.gate.CallView;
import dev.ballast.mesh.gate.FaultDecision;
import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.Leases;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FaultTableTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private long now;
  private final Leases leases = new Leases(() -> now, LeaseLimits.DEFAULT);
  private final FaultTable table = new FaultTable(leases, () -> now);
  private final FaultGate gate = table.gates().forLoop(0);

  private static Fault fault(String more) {
    String json = "{'owner': 'me', 'service': 'payments', 'lease_seconds': 1, " + more + "}";
    return FaultReader.read(JSON.readTree(json.replace('\'', '"')), "f", 7);
  }

  private void put(String more) {
    assertThat(table.put(fault(more), FaultTable.ANY)).isInstanceOf(FaultTable.Answer.Done.class);
  }

  private FaultDecision ask(Call call) {
    return gate.onRequest(call);
  }

  private void pass(Duration time) {
    now += time.toNanos();
    leases.expire();
  }

  @Test
  void abortsWithStatusAndBody() {
    put("'fault': {'type': 'abort', 'status': 503, 'body': 'no'}");
    assertThat(ask(new Call()))
        .isInstanceOfSatisfying(
            FaultDecision.Abort.class,
            abort -> {
              assertThat(abort.status()).isEqualTo(503);
              assertThat(new String(abort.body(), StandardCharsets.UTF_8)).isEqualTo("no");
              assertThat(abort.headers())
                  .containsEntry("content-type", "text/plain; charset=utf-8");
            });
  }

  @Test
  void delaysAddUpAndTheFirstOfAllElseWins() {
    put("'id': 'a', 'fault': {'type': 'latency', 'delay_seconds': 0.1}");
    put("'id': 'b', 'fault': {'type': 'drop'}");
    put("'id': 'c', 'fault': {'type': 'latency', 'delay_seconds': 0.05}");
    put("'id': 'd', 'fault': {'type': 'reset'}");
    assertThat(ask(new Call()))
        .isEqualTo(new FaultDecision.Delay(150_000_000L, new FaultDecision.Drop()));
  }

  @Test
  void jitterStaysWithinItsBoundsAndIsDrawnFromTheSeed() {
    put("'fault': {'type': 'latency', 'delay_seconds': 0.1, 'jitter_seconds': 0.02}");
    List<FaultDecision> first = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      FaultDecision decision = ask(new Call());
      assertThat(((FaultDecision.Delay) decision).nanos()).isBetween(80_000_000L, 120_000_000L);
      first.add(decision);
    }
    table.remove("f");
    put("'fault': {'type': 'latency', 'delay_seconds': 0.1, 'jitter_seconds': 0.02}");
    for (FaultDecision decision : first) {
      assertThat(ask(new Call())).isEqualTo(decision);
    }
  }

  @Test
  void hitsItsShareOfTheRequestsThatItIsAbout() {
    put("'share': 0.3, 'fault': {'type': 'drop'}");
    int requests = 100_000;
    int hits = 0;
    for (int i = 0; i < requests; i++) {
      hits += ask(new Call()) instanceof FaultDecision.Drop ? 1 : 0;
      ask(new Call().to("orders"));
    }
    double deviation = Math.sqrt(requests * 0.3 * 0.7);
    assertThat((double) hits)
        .isBetween(requests * 0.3 - 2.5758 * deviation, requests * 0.3 + 2.5758 * deviation);
    assertThat(table.find("f").orElseThrow().hits()).isEqualTo(hits);
  }

  @Test
  void gatesOfAllLoopsShareOneSequence() {
    put("'share': 0.5, 'fault': {'type': 'drop'}");
    List<FaultDecision> alone = decisions(List.of(gate));
    table.remove("f");
    put("'share': 0.5, 'fault': {'type': 'drop'}");
    assertThat(decisions(List.of(gate, table.gates().forLoop(1)))).isEqualTo(alone);
  }

  private static List<FaultDecision> decisions(List<FaultGate> gates) {
    List<FaultDecision> decisions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      decisions.add(gates.get(i % gates.size()).onRequest(new Call()));
    }
    return decisions;
  }

  @Test
  void isAboutRequestsThatMatchAll() {
    put(
        "'fault': {'type': 'drop'}, 'match': {'method': 'POST', 'source': 'shop', 'path':"
            + " {'prefix': '/pay'}, 'headers': {'X-User': {'regex': 'a.+e'}, 'x-any': {}}}");
    Call call = new Call().with("x-user", "alice").with("x-any", "1");
    assertThat(ask(call)).isEqualTo(new FaultDecision.Drop());
    assertThat(ask(call.with("x-user", "bob"))).isEqualTo(FaultDecision.PASS);
    assertThat(ask(new Call().with("x-user", "alice"))).isEqualTo(FaultDecision.PASS);
    assertThat(ask(call.with("x-user", "alice").at("/other"))).isEqualTo(FaultDecision.PASS);
    assertThat(ask(call.at("/other?x=/pay"))).isEqualTo(FaultDecision.PASS);
    assertThat(ask(call.at("/pay?x=1"))).isEqualTo(new FaultDecision.Drop());
  }

  @Test
  void aFaultOfAVersionWaitsUntilTheVersionIsKnown() {
    put("'fault': {'type': 'abort'}, 'match': {'version': 'v2'}");
    assertThat(ask(new Call())).isEqualTo(FaultDecision.PASS);
    assertThat(gate.onResponse(new Call().by("v1"), 200)).isEqualTo(FaultDecision.PASS);
    assertThat(gate.onResponse(new Call().by("v2"), 200)).isInstanceOf(FaultDecision.Abort.class);
  }

  @Test
  void anErrorBodyReplacesTheAnswerAndMayKeepItsStatus() {
    put("'fault': {'type': 'error_body', 'body': '<html>'}");
    assertThat(ask(new Call())).isEqualTo(FaultDecision.PASS);
    assertThat(gate.onResponse(new Call(), 201))
        .isInstanceOfSatisfying(
            FaultDecision.Abort.class, abort -> assertThat(abort.status()).isEqualTo(201));
  }

  @Test
  void endsWhenItsOwnerStopsRenewing() {
    put("'fault': {'type': 'drop'}");
    pass(Duration.ofMillis(900));
    assertThat(table.renew("f", "me", SECOND)).isInstanceOf(FaultTable.Answer.Done.class);
    pass(Duration.ofMillis(999));
    assertThat(ask(new Call())).isEqualTo(new FaultDecision.Drop());
    pass(Duration.ofMillis(1));
    assertThat(ask(new Call())).isEqualTo(FaultDecision.PASS);
    assertThat(table.state().on()).isEmpty();
    assertThat(table.state().ended())
        .containsExactly(new FaultTable.Ended("f", "me", "expired", 1));
    assertThat(table.renew("f", "me", SECOND)).isEqualTo(new FaultTable.Answer.NotFound("f"));
  }

  @Test
  void doesNotActAfterItsLeaseEvenWhenTheTimerIsStuck() {
    put("'fault': {'type': 'drop'}");
    now += SECOND.toNanos();
    assertThat(ask(new Call())).isEqualTo(FaultDecision.PASS);
    assertThat(table.state().on()).isEmpty();
  }

  @Test
  void onlyItsOwnerKeepsItAliveButAnybodyMayEndIt() {
    put("'fault': {'type': 'drop'}");
    assertThat(table.renew("f", "you", SECOND))
        .isEqualTo(new FaultTable.Answer.Refused("owner: you (expected: me)"));
    assertThat(table.removeAll("you")).isZero();
    assertThat(table.removeAll("")).isEqualTo(1);
    assertThat(ask(new Call())).isEqualTo(FaultDecision.PASS);
  }

  @Test
  void theSameOnceMoreRenewsAndAnotherUnderItsIdIsRefused() {
    put("'fault': {'type': 'drop'}");
    pass(Duration.ofMillis(900));
    assertThat(table.put(fault("'fault': {'type': 'drop'}"), FaultTable.ANY))
        .isInstanceOfSatisfying(
            FaultTable.Answer.Done.class, done -> assertThat(done.created()).isFalse());
    assertThat(table.put(fault("'fault': {'type': 'reset'}"), FaultTable.ANY))
        .isEqualTo(new FaultTable.Answer.Refused("id: f is another fault (expected: a new id)"));
    pass(Duration.ofMillis(900));
    assertThat(table.state().on()).hasSize(1);
  }

  @Test
  void whoeverSawAnOlderRevisionIsToldSo() {
    long seen = table.state().revision();
    put("'fault': {'type': 'drop'}");
    assertThat(table.put(fault("'id': 'g', 'fault': {'type': 'drop'}"), seen))
        .isEqualTo(new FaultTable.Answer.Conflict(seen + 1));
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThatThrownBy(
            () ->
                FaultReader.read(
                    JSON.readTree(
                        """
                        {"service": 5, "share": 30, "match": {"pth": {}, "path": {"regex": "("}},
                         "fault": {"type": "latency", "jitter_seconds": -1}}"""),
                    "f",
                    1))
        .isInstanceOfSatisfying(
            Fields.InvalidException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "owner: missing (expected: a text)",
                        "service: 5 (expected: a text of at most 256 characters)",
                        "service: missing (expected: a text)",
                        "fault.delay_seconds: missing (expected: seconds, >= 0)",
                        "fault.jitter_seconds: -1 (expected: seconds, >= 0)",
                        "match.path.regex: error parsing regexp: missing closing ): `(` (expected:"
                            + " an RE2 expression)",
                        "share: 30 (expected: a number, 0.0 to 1.0)",
                        "lease_seconds: missing (expected: seconds, >= 0)",
                        "match.pth: unknown (expected: one of [headers, method, path, source,"
                            + " version])"));
  }

  @Test
  void writesWhatItReads() {
    List.of(
            "'fault': {'type': 'latency', 'delay_seconds': 0.1, 'jitter_seconds': 0.02}",
            "'fault': {'type': 'abort', 'status': 500, 'grpc_status': 14, 'body': 'x'}",
            "'fault': {'type': 'error_body', 'status': 200, 'body': '{}'}",
            "'fault': {'type': 'reset'}, 'match': {'path': {'exact': '/a'}, 'headers': {'x-a':"
                + " {'regex': 'b'}, 'x-b': {}}}",
            "'on': 'bytes', 'direction': 'upstream', 'side': 'server', 'version': 'v2', 'fault':"
                + " {'type': 'slicer', 'average_bytes': 9, 'pause_seconds': 0.5}",
            "'on': 'bytes', 'fault': {'type': 'bandwidth', 'bytes_per_second': 1000}",
            "'on': 'bytes', 'fault': {'type': 'slow_close', 'delay_seconds': 1}",
            "'on': 'bytes', 'fault': {'type': 'data_limit', 'bytes': 10}",
            "'on': 'bytes', 'fault': {'type': 'black_hole'}",
            "'on': 'bytes', 'fault': {'type': 'reset'}",
            "'on': 'bytes', 'fault': {'type': 'drop'}")
        .forEach(
            more -> {
              Fault fault = fault("'reason': 'r', 'share': 0.25, " + more);
              String written = JSON.writeValueAsString(FaultWriter.document(fault));
              assertThat(FaultReader.read(JSON.readTree(written), "other", 9)).isEqualTo(fault);
            });
  }

  /** A call of the shop's. */
  private static final class Call implements CallView {

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String destination = "payments";
    private String version = "";
    private String path = "/pay/1";

    Call with(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Call to(String service) {
      destination = service;
      return this;
    }

    Call by(String answering) {
      version = answering;
      return this;
    }

    Call at(String newPath) {
      path = newPath;
      return this;
    }

    @Override
    public String source() {
      return "shop";
    }

    @Override
    public String destination() {
      return destination;
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
