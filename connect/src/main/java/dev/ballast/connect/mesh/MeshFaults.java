// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.control.actuator.ActuatorException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The faults that one owner holds in meshes. Each has a lease that is renewed here; when this
 * process is gone, the meshes end them by themselves. Thread-safe.
 */
public final class MeshFaults implements AutoCloseable {

  private static final int RENEWALS = 3;

  private final JsonMapper json = JsonMapper.builder().build();
  private final String owner;
  private final String reason;
  private final Map<URI, MeshAdmin> meshes = new HashMap<>();
  private final List<Held> held = new CopyOnWriteArrayList<>();
  private final List<String> lost = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  private record Held(URI mesh, String id, Thread renewer) {}

  /** What a mesh said. */
  public record Outcome(boolean ok, String text) {}

  public MeshFaults(String owner, String reason) {
    this.owner = owner;
    this.reason = reason;
  }

  /** Whether a mesh answers there, and would take the fault. */
  public Outcome check(URI mesh, String request, Duration lease) {
    return post(mesh, "/faults?dry_run=true", request, lease).outcome();
  }

  /**
   * Turns one on and holds it.
   *
   * @param request a JSON object with service and fault
   * @param hold how long; zero until {@link #release}
   */
  public Outcome hold(URI mesh, String request, Duration lease, Duration hold) {
    Posted posted = post(mesh, "/faults", request, lease);
    if (posted.outcome().ok()) {
      String id = posted.id();
      Thread renewer =
          Thread.ofVirtual().name("renew-" + id).unstarted(() -> renew(mesh, id, lease, hold));
      held.add(new Held(mesh, id, renewer));
      renewer.start();
    }
    return posted.outcome();
  }

  private record Posted(Outcome outcome, String id) {}

  private Posted post(URI mesh, String path, String request, Duration lease) {
    try {
      ObjectNode body = (ObjectNode) json.readTree(request);
      body.put("owner", owner);
      body.put("reason", reason);
      body.put("lease_seconds", lease.toMillis() / 1e3);
      MeshAdmin.Answer answer = admin(mesh).post(path, body.toString(), owner);
      boolean ok = answer.status() / 100 == 2;
      JsonNode fault = answer.body();
      return new Posted(
          new Outcome(ok, ok ? fault.toString() : "the mesh refuses it: " + answer.error()),
          fault.path("id").asString(""));
    } catch (ActuatorException | IllegalArgumentException e) {
      return new Posted(new Outcome(false, String.valueOf(e.getMessage())), "");
    }
  }

  private MeshAdmin admin(URI mesh) {
    lock.lock();
    try {
      return meshes.computeIfAbsent(mesh, MeshAdmin::new);
    } finally {
      lock.unlock();
    }
  }

  private void renew(URI mesh, String id, Duration lease, Duration hold) {
    long end = System.nanoTime() + hold.toNanos();
    String body =
        json.createObjectNode()
            .put("owner", owner)
            .put("lease_seconds", lease.toMillis() / 1e3)
            .toString();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration pause = lease.dividedBy(RENEWALS);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        boolean last = !hold.isZero() && left.compareTo(pause) < 0;
        Thread.sleep(last ? (left.isNegative() ? Duration.ZERO : left) : pause);
        if (last) {
          end(mesh, id);
          return;
        }
        if (!renewed(mesh, id, body)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renewed(URI mesh, String id, String body) {
    try {
      MeshAdmin.Answer answer = admin(mesh).post("/faults/" + segment(id) + "/renew", body, owner);
      if (answer.status() == 404) {
        lost.add("the fault " + id + " ended before its time");
        return false;
      }
    } catch (ActuatorException e) {
      if (!Thread.currentThread().isInterrupted()) {
        lost.add("the fault " + id + " could not be renewed: " + e.getMessage());
      }
    }
    return true;
  }

  private Optional<String> end(URI mesh, String id) {
    try {
      int status = admin(mesh).drop("/faults/" + segment(id), owner).status();
      return status / 100 == 2 || status == 404
          ? Optional.empty()
          : Optional.of("the mesh answered " + status);
    } catch (ActuatorException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Turns off all that it holds; answers what could not be, which its lease will end. */
  public List<String> release() {
    List<String> left = new ArrayList<>();
    for (Held one : held) {
      one.renewer().interrupt();
      end(one.mesh(), one.id())
          .ifPresent(why -> left.add("fault " + one.id() + ": " + why + "; its lease ends it"));
    }
    held.clear();
    return left;
  }

  /** Faults that ended before anybody wanted it. */
  public List<String> lost() {
    return List.copyOf(lost);
  }

  private static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    var unused = release();
    lost.addAll(unused);
    meshes.values().forEach(MeshAdmin::close);
  }
}
