// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import static dev.ballast.connect.chaos.Importing.line;
import static dev.ballast.connect.chaos.Importing.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.chaos.Mapping.Outcome;
import org.junit.jupiter.api.Test;

/** Hyperfoil's benchmarks as loads. */
final class HyperfoilImportTest {

  @Test
  void readsHyperfoilsPhasesAsLoads() {
    Imported one =
        read(
            """
            name: shop
            http:
              - {host: "http://127.0.0.1:8080", sharedConnections: 5}
              - {host: "https://127.0.0.1:8443"}
            phases:
              - up:
                  increasingRate:
                    initialUsersPerSec: 1
                    targetUsersPerSec: 100
                    duration: 3s
                    scenario: &s
                      - browse:
                          - httpRequest: {GET: /items, headers: {Accept: text/plain}, sla: {errorRatio: 0.1}}
                          - thinkTime: 1s
                          - httpRequest: {POST: "/items/${id}"}
              - steady:
                  constantRate:
                    usersPerSec: 90
                    duration: 6s
                    startAfter: up
                    forks:
                      two: {weight: 2, scenario: *s}
                      one: {weight: 1, scenario: [{buy: [{httpRequest: {authority: "127.0.0.1:8443", PUT: /buy, body: "{}"}}]}]}
              - desk: {always: {users: 5, duration: 10s, scenario: *s}}
            """);
    assertThat(one.format()).isEqualTo(ChaosFormat.HYPERFOIL);
    assertThat(one.reading().errors()).isEmpty();
    var method = one.reading().experiment().orElseThrow().method();
    assertThat(method)
        .filteredOn(activity -> activity.provider().word().equals("process"))
        .extracting(activity -> activity.before().toSeconds() + " " + activity.provider())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("0 ")
                    .contains("http://127.0.0.1:8080/items", "1..100/s:3s", "Accept: text/plain")
                    .contains("--connections", "--max-errors"),
            second -> assertThat(second).startsWith("3 ").contains("60/s:6s"),
            third ->
                assertThat(third)
                    .startsWith("0 ")
                    .contains("https://127.0.0.1:8443/buy", "30/s:6s", "PUT", "{}"));
    assertThat(line(one, "$.phases[0].up.increasingRate.duration").outcome())
        .isEqualTo(Outcome.MAPPED);
    assertThat(line(one, "$.phases[2].desk.always.users").reason()).contains("wait for answers");
    assertThat(
            line(one, "$.phases[0].up.increasingRate.scenario[0].browse[2].httpRequest.POST")
                .reason())
        .contains("a value of the session");
  }

  @Test
  void hyperfoilsStaircaseIsStepsWithRamps() {
    Imported one =
        read(
            """
            name: stairs
            http: {host: "http://localhost:8080"}
            staircase:
              initialRampUpDuration: 10s
              steadyStateDuration: 20s
              rampUpDuration: 5s
              initialUsersPerSec: 5
              incrementUsersPerSec: 2
              maxIterations: 2
              scenario: [{test: [{httpRequest: {GET: /foo}}]}]
            """);

    assertThat(one.reading().experiment().orElseThrow().method())
        .filteredOn(activity -> activity.provider().word().equals("process"))
        .extracting(activity -> activity.before().toSeconds() + " " + activity.provider())
        .satisfiesExactly(
            up -> assertThat(up).startsWith("0 ").contains("0..5/s:10s"),
            first -> assertThat(first).startsWith("10 ").contains("5/s:20s"),
            more -> assertThat(more).startsWith("20 ").contains("5..7/s:5s"),
            second -> assertThat(second).startsWith("5 ").contains("7/s:20s"));
    assertThat(one.count(Outcome.NOT_MAPPED)).isZero();
  }

  @Test
  void aHostOfHyperfoilMayStandInParts() {
    Imported one =
        read(
            "{name: parts, http: {protocol: https, host: localhost, port: 8443}, usersPerSec: 2,"
                + " duration: 1, scenario: [{t: [{httpRequest: {GET: /}}]}]}");

    assertThat(one.spec().json()).contains("https://localhost:8443/", "2/s:1s");
    assertThat(line(one, "$.http.port").outcome()).isEqualTo(Outcome.MAPPED);
  }

  /** Shares of nobody, a file for a body, and a number that only the load knows. */
  @Test
  void whatHyperfoilDoesNotMeanIsNotSent() {
    Imported one =
        read(
            """
            name: odd
            http: {host: "http://localhost:8080"}
            phases:
              - none:
                  constantRate:
                    usersPerSec: 1
                    duration: 1s
                    forks: {a: {weight: 0, scenario: [{t: [{httpRequest: {GET: /}}]}]}, b: {weight: -1}}
              - file:
                  constantRate:
                    usersPerSec: 1
                    duration: 1s
                    scenario: [{t: [{httpRequest: {POST: /, body: "@/etc/passwd"}}, {httpRequest: {GET: "/{n}"}}]}]
            """);

    assertThat(one.reading().experiment().orElseThrow().method())
        .extracting(activity -> activity.provider().word())
        .containsExactly("unsupported", "unsupported");
    assertThat(line(one, "$.phases[0].none.constantRate.usersPerSec").outcome())
        .isEqualTo(Outcome.NOT_MAPPED);
    assertThat(one.spec().json()).doesNotContain("/etc/passwd");
  }

  @Test
  void aBenchmarkThatSendsNothingIsRefused() {
    Imported one =
        read(
            "{name: idle, http: {host: \"http://a\"}, usersPerSec: 1, duration: 1, scenario: [{t: [noop]}]}");

    assertThat(one.refused()).isEqualTo("it sends no request");
  }
}
