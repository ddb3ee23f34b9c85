// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.ledger.regions.RegionLinks;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import dev.ballast.model.yaml.Nearest;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Regions: how they stand, whether one may be taken out or given back, and doing it. A refusal is
 * 409 with every rule; {@code dry_run=true} judges and does nothing.
 */
public final class RegionsApi {

  private static final String ALL = "/api/v1/regions";
  private static final int PAGE = 50;
  private static final int MOST_OF_A_PAGE = 200;

  private final RegionDesk desk;
  private final Supplier<RegionLinks> links;

  /**
   * @param links how the servers of several regions stand that decide together
   */
  public RegionsApi(RegionDesk desk, Supplier<RegionLinks> links) {
    this.desk = desk;
    this.links = links;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL + "/standing", Role.VIEWER, this::standing),
        Endpoint.get(ALL + "/names", Role.VIEWER, this::names),
        Endpoint.get(ALL + "/conflicts", Role.VIEWER, this::conflicts),
        Endpoint.get(ALL + "/{region}/readiness", Role.VIEWER, this::readiness),
        Endpoint.post(ALL + "/{region}/drain", Role.OPERATOR, r -> ask(r, Wish.Kind.DRAIN)),
        Endpoint.post(ALL + "/{region}/failover", Role.OPERATOR, r -> ask(r, Wish.Kind.FAILOVER)),
        Endpoint.post(ALL + "/{region}/restore", Role.OPERATOR, r -> ask(r, Wish.Kind.RESTORE)),
        Endpoint.post(ALL + "/{region}/abort", Role.OPERATOR, this::abort));
  }

  private Reply standing(Request request) {
    return Reply.json(desk.standing(links.get()));
  }

  private Reply names(Request request) {
    String client = request.parameters().get("client", "").strip();
    try {
      IpNetwork network = client.isEmpty() ? null : IpNetwork.parse(client);
      return Reply.json(NamesJson.of(desk.names(), network, desk.now()));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(
          "client: " + client + " (expected: an address such as 192.0.2.7, or a network)");
    }
  }

  private Reply conflicts(Request request) {
    int limit = request.parameters().number("limit", PAGE, 1, MOST_OF_A_PAGE);
    int offset = request.parameters().number("offset", 0, 0, ConflictDesk.MOST);
    return Reply.json(desk.conflicts().page(limit, offset));
  }

  private Reply readiness(Request request) {
    String wanted = request.parameters().get("for", "drain");
    Wish.Kind kind =
        List.of(Wish.Kind.values()).stream()
            .filter(k -> k.text().equals(wanted.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiException.badRequest(
                        "for: " + wanted + " (expected: drain, failover or restore)"));
    RegionWatch watch = watch(request);
    Wish wish = wish(request, kind);
    return Reply.json(RegionsJson.of(orTooEarly(watch.judge(wish)), false));
  }

  private Reply ask(Request request, Wish.Kind kind) {
    RegionWatch watch = watch(request);
    Wish wish = wish(request, kind);
    boolean dry = request.parameters().get("dry_run", "false").equals("true");
    Readiness readiness = orTooEarly(dry ? watch.judge(wish) : watch.ask(wish));
    boolean begun = !dry && readiness.allowed();
    return Reply.json(readiness.allowed() || dry ? 200 : 409, RegionsJson.of(readiness, begun));
  }

  private Reply abort(Request request) {
    String reason = request.parameters().get("reason", "").strip();
    if (reason.isEmpty()) {
      throw ApiException.badRequest("reason: missing (expected: why)");
    }
    RegionWatch watch = watch(request);
    watch.abort(request.caller().name(), reason);
    return Reply.json(Map.of("phase", watch.view().state().phase().word()));
  }

  private Wish wish(Request request, Wish.Kind kind) {
    String by = request.caller().name();
    Wish wish = Wish.of(kind, new RegionName(request.variable("region")), by);
    String losing = request.parameters().get("losing", "");
    String reason = request.parameters().get("break_glass", "");
    try {
      if (!losing.isEmpty()) {
        wish = wish.losing(writes(losing));
      }
      return reason.isEmpty() ? wish : wish.breaking(new Wish.Glass(by, reason));
    } catch (IllegalArgumentException e) {
      throw new ApiException(422, "invalid", String.valueOf(e.getMessage()));
    }
  }

  private static long writes(String losing) {
    try {
      long writes = Long.parseLong(losing);
      if (writes >= 0) {
        return writes;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw ApiException.badRequest("losing: " + losing + " (expected: 0 writes or more)");
  }

  private RegionWatch watch(Request request) {
    String name = request.variable("region");
    return desk.all().stream()
        .filter(w -> names(w).contains(name))
        .findFirst()
        .orElseThrow(() -> new ApiException(404, "not_found", unknown(name)));
  }

  private String unknown(String name) {
    List<String> known = desk.all().stream().flatMap(w -> names(w).stream()).toList();
    return "region: "
        + name
        + (known.isEmpty()
            ? " (expected: a region of a RegionPolicy; there is none)"
                + ". Fix: see docs/configuration/regions.md"
            : " (expected: one of "
                + String.join(", ", known)
                + ")"
                + Nearest.to(name, known).map(near -> ". Write: " + near).orElse(""));
  }

  private static List<String> names(RegionWatch watch) {
    return watch.policy().regions().stream().map(RegionName::value).toList();
  }

  private static Readiness orTooEarly(Optional<Readiness> readiness) {
    return readiness.orElseThrow(
        () ->
            new ApiException(
                503, "unavailable", "nobody has looked at the regions yet; ask again in a second"));
  }
}
