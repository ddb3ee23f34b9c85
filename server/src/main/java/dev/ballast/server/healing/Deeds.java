// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshEndpoints;
import dev.ballast.connect.mesh.MeshRouter;
import dev.ballast.connect.script.ScriptFolder;
import dev.ballast.connect.target.Access;
import dev.ballast.connect.target.RouteTarget;
import dev.ballast.connect.target.ScaleTarget;
import dev.ballast.connect.webhook.Orders;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Weights;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.model.HealingAction;
import dev.ballast.model.HealingAction.Call;
import dev.ballast.model.HealingAction.Eject;
import dev.ballast.model.HealingAction.LeaveRegion;
import dev.ballast.model.HealingAction.RollBack;
import dev.ballast.model.HealingAction.Scale;
import dev.ballast.model.HealingAction.Script;
import dev.ballast.model.HealingAction.Shift;
import dev.ballast.model.Place;
import dev.ballast.model.RegionName;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.rollout.Rollouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kind of deed for each kind of action, all over actuators that people use as well. */
final class Deeds implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(60);

  private static final SortedMap<String, String> UNREADABLE = new TreeMap<>();
  private static final String REPLICAS = "replicas";
  private static final String DRAINING = "draining";
  private static final String ROLLOUT = "rollout";
  private static final String UNDER_WAY = "under way";
  private static final String BACK = "back";

  private final Map<String, URI> meshes;
  private final Rollouts rollouts;
  private final RegionDesk regions;
  private final Orders orders = new Orders();
  private final @Nullable ScriptFolder scripts;

  Deeds(
      Map<String, URI> meshes, Rollouts rollouts, RegionDesk regions, @Nullable Path scriptFolder) {
    this.meshes = new TreeMap<>(meshes);
    this.rollouts = rollouts;
    this.regions = regions;
    this.scripts = scriptFolder == null ? null : new ScriptFolder(scriptFolder);
  }

  Intent plan(HealingAction action, Place place, String key) {
    return switch (action) {
      case Shift shift -> shift(shift, place, key);
      case Eject eject -> eject(eject, place, key);
      case Scale scale -> scale(scale, place, key);
      case RollBack back -> rollBack(back, place, key);
      case LeaveRegion leave -> leave(leave, place, key);
      case Call call ->
          blind(key, call.word(), URI.create(call.url()).getAuthority(), !call.undo().isEmpty());
      case Script script -> {
        scripts().find(script.file());
        if (!script.undo().isEmpty()) {
          scripts().find(script.undo());
        }
        yield blind(
            key,
            script.word(),
            script.file() + " " + filled(script.arguments(), place),
            !script.undo().isEmpty());
      }
    };
  }

  private static Intent blind(String key, String word, String target, boolean undoable) {
    return new Intent(
        key, word, target, UNREADABLE, UNREADABLE, undoable, false, 1, -1, word + " " + target);
  }

  private static List<String> filled(List<String> texts, Place place) {
    return texts.stream().map(text -> Filling.in(text, place)).toList();
  }

  private Intent shift(Shift shift, Place place, String key) {
    return onRoute(
        shift,
        place,
        router -> {
          var change = router.plan(new Weights(shift.weights()));
          Weights before = change.before().weights();
          double moved =
              before.of().keySet().stream()
                      .mapToDouble(b -> Math.abs(change.after().share(b) - before.share(b)))
                      .sum()
                  / 2;
          return new Intent(
              key,
              shift.word(),
              router.place(),
              texts(before),
              texts(change.after()),
              true,
              true,
              moved,
              -1,
              router.place() + " from " + before + " to " + change.after());
        });
  }

  private static SortedMap<String, String> texts(Weights weights) {
    SortedMap<String, String> texts = new TreeMap<>();
    weights.of().forEach((backend, weight) -> texts.put(backend, Integer.toString(weight)));
    return texts;
  }

  private static Weights weights(Map<String, String> texts) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    texts.forEach((backend, weight) -> weights.put(backend, Integer.parseInt(weight)));
    return new Weights(weights);
  }

  private <R> R onRoute(Shift shift, Place place, Function<Router, R> use) {
    RouteTarget target = parsed(() -> RouteTarget.parse(Filling.in(shift.target(), place)));
    if (target instanceof RouteTarget.Mesh(var service, String route)) {
      try (MeshAdmin admin = new MeshAdmin(mesh(shift.mesh(), place))) {
        return use.apply(new MeshRouter(admin, service, route));
      }
    }
    return target.with(Access.DEFAULT, use);
  }

  private static <T> T parsed(java.util.function.Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          Kind.INVALID, "target", String.valueOf(e.getMessage()), "edit the remediation");
    }
  }

  private URI mesh(String named, Place place) {
    if (!named.isEmpty()) {
      return URI.create(named);
    }
    URI known = meshes.get(place.region());
    if (known == null && place.isWhole() && meshes.size() == 1) {
      known = meshes.values().iterator().next();
    }
    if (known == null) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place.toString(),
          "no mesh of this region is known",
          "name it in the remediation, or start the server with --mesh REGION=URL");
    }
    return known;
  }

  private <R> R onEndpoint(Eject eject, Place place, Function<MeshEndpoints, R> use) {
    try (MeshAdmin admin = new MeshAdmin(mesh(eject.mesh(), place))) {
      return use.apply(
          new MeshEndpoints(
              admin,
              place.service(),
              Filling.in(eject.version(), place),
              Filling.in(eject.address(), place)));
    }
  }

  private Intent eject(Eject eject, Place place, String key) {
    return onEndpoint(
        eject,
        place,
        endpoint -> {
          var now = endpoint.read();
          int others = now.draining() ? now.usable() : Math.max(0, now.usable() - 1);
          return new Intent(
              key,
              eject.word(),
              endpoint.place(),
              state(DRAINING, Boolean.toString(now.draining())),
              state(DRAINING, "true"),
              true,
              true,
              now.draining() ? 0 : 1.0 / Math.max(1, now.usable()),
              others,
              "drain " + endpoint.place());
        });
  }

  private static SortedMap<String, String> state(String key, String value) {
    return new TreeMap<>(Map.of(key, value));
  }

  private <R> R onSet(
      Scale scale, Place place, Function<dev.ballast.control.actuator.Scaler, R> use) {
    Access usual = Access.DEFAULT;
    Access access =
        scale.orchestrator().isEmpty()
            ? usual
            : new Access(
                usual.mesh(),
                usual.kubeconfig(),
                usual.context(),
                usual.haproxy(),
                scale.orchestrator());
    return parsed(() -> ScaleTarget.parse(Filling.in(scale.target(), place))).with(access, use);
  }

  private Intent scale(Scale scale, Place place, String key) {
    return onSet(
        scale,
        place,
        scaler -> {
          Replicas now = scaler.read();
          int wanted = Math.max(now.wanted(), Math.min(scale.most(), now.wanted() + scale.by()));
          ScaleChange change = scaler.plan(wanted);
          return new Intent(
              key,
              scale.word(),
              scaler.place(),
              state(REPLICAS, Integer.toString(change.before().wanted())),
              state(REPLICAS, Integer.toString(wanted)),
              true,
              false,
              0,
              now.present(),
              "%s from %d to %d".formatted(scaler.place(), now.wanted(), wanted));
        });
  }

  private static ObjectName canary(RollBack back, Place place) {
    String name = Filling.in(back.canary(), place);
    int slash = name.indexOf('/');
    return slash < 0
        ? new ObjectName("", name)
        : new ObjectName(name.substring(0, slash), name.substring(slash + 1));
  }

  private String rollout(ObjectName name) {
    Rollouts.View view =
        rollouts
            .find(name)
            .orElseThrow(
                () ->
                    new ActuatorException(
                        Kind.NOT_FOUND,
                        "rollout " + name,
                        "there is none",
                        "name one of ballast rollout list"));
    return view.rollout().state().phase().isUnderWay() ? UNDER_WAY : BACK;
  }

  private Intent rollBack(RollBack back, Place place, String key) {
    ObjectName name = canary(back, place);
    return new Intent(
        key,
        back.word(),
        "rollout " + name,
        state(ROLLOUT, rollout(name)),
        state(ROLLOUT, BACK),
        false,
        false,
        0,
        -1,
        "abort rollout " + name);
  }

  private static Wish wish(LeaveRegion leave, Place place) {
    Wish.Kind kind = leave.loss() ? Wish.Kind.FAILOVER : Wish.Kind.DRAIN;
    return Wish.of(kind, new RegionName(Filling.in(leave.region(), place)), "healing");
  }

  private Intent leave(LeaveRegion leave, Place place, String key) {
    Wish wish = wish(leave, place);
    Readiness readiness = regions.judge(wish).orElseThrow(() -> noRegion(wish));
    if (!readiness.allowed()) {
      throw new ActuatorException(
          Kind.REFUSED,
          "region " + wish.region(),
          "its rules do not allow it",
          "see ballast regions readiness " + wish.region());
    }
    return blind(key, leave.word(), "region " + wish.region(), false);
  }

  private static ActuatorException noRegion(Wish wish) {
    return new ActuatorException(
        Kind.NOT_FOUND,
        "region " + wish.region(),
        "no RegionPolicy has looked at it",
        "write one: docs/configuration/regions.md");
  }

  /** Does it, and comes back when that is known. */
  void act(HealingAction action, Place place, Intent intent, boolean undo)
      throws Orders.UnclearException, InterruptedException {
    SortedMap<String, String> from = undo ? intent.after() : intent.before();
    SortedMap<String, String> to = undo ? intent.before() : intent.after();
    switch (action) {
      case Shift shift -> onRoute(shift, place, router -> turned(router, intent, undo));
      case Eject eject ->
          onEndpoint(
              eject,
              place,
              endpoint -> {
                endpoint.drain(Boolean.parseBoolean(to.get(DRAINING)));
                return true;
              });
      case Scale scale ->
          onSet(
              scale,
              place,
              scaler -> {
                Replicas now = scaler.read();
                Replicas seen =
                    new Replicas(now.place(), now.revision(), count(from), now.present());
                return scaler.set(count(to), seen);
              });
      case RollBack back -> {
        var _ = rollouts.command(canary(back, place), CanaryEvent.Command.ABORT, "healing");
      }
      case LeaveRegion leave -> {
        Wish wish = wish(leave, place);
        if (!regions.ask(wish).map(Readiness::allowed).orElse(false)) {
          throw new ActuatorException(
              Kind.REFUSED, "region " + wish.region(), "not begun", "see ballast regions status");
        }
      }
      case Call call ->
          orders.send(
              undo ? call.undo() : call.url(),
              Map.of(
                  "service",
                  place.service().value(),
                  "region",
                  place.region(),
                  "key",
                  intent.key(),
                  "undo",
                  undo),
              intent.key() + (undo ? "-undo" : ""),
              call.patience(),
              call.loopback());
      case Script script -> run(script, place, intent, undo);
    }
  }

  private static int count(Map<String, String> state) {
    return Integer.parseInt(state.getOrDefault(REPLICAS, "0"));
  }

  /** In a mesh under a lease, which ends by itself when nobody renews it. */
  private static Routing turned(Router router, Intent intent, boolean undo) {
    Routing now = router.read();
    String owner = "healing/" + intent.key();
    if (undo && now.leasedBy().equals(owner)) {
      return router.release(now);
    }
    Weights expected = weights(undo ? intent.after() : intent.before());
    Routing seen =
        new Routing(now.place(), now.revision(), expected, now.leasedBy(), now.cautions());
    Hold hold =
        router instanceof MeshRouter && !undo ? new Hold.Lease(owner, LEASE) : new Hold.ForGood();
    return router.set(weights(undo ? intent.before() : intent.after()), hold, seen);
  }

  /** Keeps a lease; what is not leased needs nothing. */
  void renew(HealingAction action, Place place, Intent intent) {
    if (action instanceof Shift shift) {
      onRoute(
          shift,
          place,
          router -> {
            Routing now = router.read();
            String owner = "healing/" + intent.key();
            return now.leasedBy().equals(owner)
                ? router.set(weights(intent.after()), new Hold.Lease(owner, LEASE), now)
                : now;
          });
    }
  }

  /** What the target is like now; empty for what cannot be read. */
  SortedMap<String, String> state(HealingAction action, Place place) {
    return switch (action) {
      case Shift shift -> onRoute(shift, place, router -> texts(router.read().weights()));
      case Eject eject ->
          onEndpoint(eject, place, e -> state(DRAINING, Boolean.toString(e.read().draining())));
      case Scale scale ->
          onSet(scale, place, scaler -> state(REPLICAS, Integer.toString(scaler.read().wanted())));
      case RollBack back -> state(ROLLOUT, rollout(canary(back, place)));
      case LeaveRegion _, Call _, Script _ -> UNREADABLE;
    };
  }

  private void run(Script script, Place place, Intent intent, boolean undo)
      throws Orders.UnclearException, InterruptedException {
    var ended =
        scripts()
            .run(
                undo ? script.undo() : script.file(),
                filled(script.arguments(), place),
                Map.of(
                    "BALLAST_SERVICE",
                    place.service().value(),
                    "BALLAST_REGION",
                    place.region(),
                    "BALLAST_KEY",
                    intent.key()),
                script.patience());
    if (!ended.well()) {
      throw new Orders.UnclearException("script " + script.file() + ": " + ended.words());
    }
  }

  private ScriptFolder scripts() {
    if (scripts == null) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          "script",
          "no folder of scripts is allowed",
          "start the server with --healing-scripts DIR");
    }
    return scripts;
  }

  @Override
  public void close() {
    orders.close();
  }
}
