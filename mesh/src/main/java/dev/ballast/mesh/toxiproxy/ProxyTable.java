// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.ByteFaults;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All proxies, by name, and what the API does to them. One lock; under it nothing waits for a
 * connection. Blocks for name look-ups and sockets, so it is called on virtual threads.
 */
final class ProxyTable {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyTable.class);
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final String GO_TYPE = "Proxy";
  private static final String OWNER = "toxiproxy";

  private final Doors doors;
  private final Leases leases;
  private final Ticker ticker;
  private final ToxiproxySettings settings;
  private final TreeMap<String, ToxicProxy> proxies = new TreeMap<>();

  /** What a populate did: all of it, or what it did before it failed. */
  record Populated(ArrayNode proxies, ApiException failure, boolean complete) {}

  ProxyTable(Doors doors, Leases leases, Ticker ticker, ToxiproxySettings settings) {
    this.doors = doors;
    this.leases = leases;
    this.ticker = ticker;
    this.settings = settings;
  }

  synchronized ObjectNode list() {
    ObjectNode all = JsonMapper.shared().createObjectNode();
    proxies.forEach((name, proxy) -> all.set(name, proxy.json()));
    return all;
  }

  synchronized List<ToxicProxy> all() {
    return List.copyOf(proxies.values());
  }

  synchronized ObjectNode show(String name) throws ApiException {
    return proxy(name).json();
  }

  /** A proxy with its toxics in one step: no connection passes without them. */
  synchronized ObjectNode create(Body body) throws ApiException {
    ToxicProxy proxy = read(body, "");
    if (proxies.containsKey(proxy.name())) {
      throw ApiException.proxyExists();
    }
    room();
    List<Toxic> toxics = new ArrayList<>();
    for (Body toxic : body.children("toxics", "ToxicWrapper")) {
      toxics.add(checked(Toxic.read(toxic, settings.defaultLease(), nameChars()), toxics));
    }
    toxics.forEach(proxy::add);
    if (body.flag("enabled", true)) {
      proxy.start();
    }
    proxies.put(proxy.name(), proxy);
    toxics.forEach(toxic -> lease(proxy, toxic));
    return proxy.json();
  }

  synchronized ObjectNode update(String name, byte[] bytes) throws ApiException {
    ToxicProxy proxy = proxy(name);
    Body body = Body.object(bytes, GO_TYPE);
    String listen = body.text("listen", proxy.listen());
    String upstream = body.text("upstream", proxy.upstream());
    boolean enabled = body.flag("enabled", proxy.enabled());
    if (proxy.differs(listen, upstream)) {
      proxy.move(listen, upstream);
    }
    if (enabled) {
      proxy.start();
    } else {
      proxy.stop();
    }
    return proxy.json();
  }

  synchronized void delete(String name) throws ApiException {
    drop(proxy(name));
  }

  /** Checks all, then makes them one by one; one that is there and leads the same way stays. */
  synchronized Populated populate(byte[] bytes) {
    ArrayNode done = JsonMapper.shared().createArrayNode();
    try {
      List<Body> bodies = Body.array(bytes, GO_TYPE);
      List<ToxicProxy> wanted = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (Body body : bodies) {
        ToxicProxy proxy = read(body, " at proxy " + (wanted.size() + 1));
        if (!names.add(proxy.name())) {
          throw new ApiException(400, "duplicate proxy name \"" + proxy.name() + "\"");
        }
        body.flag("enabled", true);
        wanted.add(proxy);
      }
      for (int i = 0; i < wanted.size(); i++) {
        done.add(place(wanted.get(i), bodies.get(i).flag("enabled", true)).json());
      }
      return new Populated(done, new ApiException(201, ""), true);
    } catch (ApiException e) {
      return new Populated(done, e, false);
    }
  }

  /** Enables every proxy and removes every toxic. */
  void reset() throws ApiException {
    for (ToxicProxy proxy : all()) {
      synchronized (this) {
        proxy.toxics().forEach(toxic -> removeToxic(proxy, toxic));
        proxy.start();
      }
      settle(proxy.faults());
    }
  }

  /** Stops everything. */
  synchronized void close() {
    all().forEach(this::drop);
  }

  synchronized ArrayNode toxics(String name) throws ApiException {
    return proxy(name).toxicsJson();
  }

  synchronized ObjectNode toxic(String name, String toxic) throws ApiException {
    return toxic(proxy(name), toxic).json();
  }

  ObjectNode addToxic(String name, byte[] bytes) throws ApiException {
    ToxicProxy proxy;
    Toxic toxic;
    synchronized (this) {
      proxy = proxy(name);
      Body body = Body.object(bytes, "ToxicWrapper");
      toxic = checked(Toxic.read(body, settings.defaultLease(), nameChars()), proxy.toxics());
      proxy.add(toxic);
      lease(proxy, toxic);
    }
    settle(proxy.faults());
    return toxic.json();
  }

  /** Changes a toxic. This renews its lease, too; when nothing else changes, nothing is touched. */
  ObjectNode updateToxic(String name, String toxicName, byte[] bytes) throws ApiException {
    ToxicProxy proxy;
    Toxic changed;
    synchronized (this) {
      proxy = proxy(name);
      Toxic old = toxic(proxy, toxicName);
      changed = old.updated(Body.object(bytes, "ToxicWrapper"));
      checkLease(changed);
      if (!changed.equals(old)) {
        proxy.replace(old, changed);
      }
      leases.forget(leaseId(proxy, old));
      lease(proxy, changed);
    }
    settle(proxy.faults());
    return changed.json();
  }

  void deleteToxic(String name, String toxicName) throws ApiException {
    ToxicProxy proxy;
    synchronized (this) {
      proxy = proxy(name);
      removeToxic(proxy, toxic(proxy, toxicName));
    }
    settle(proxy.faults());
  }

  private ToxicProxy proxy(String name) throws ApiException {
    ToxicProxy proxy = proxies.get(name);
    if (proxy == null) {
      throw ApiException.proxyNotFound();
    }
    return proxy;
  }

  private static Toxic toxic(ToxicProxy proxy, String name) throws ApiException {
    return proxy.toxic(name).orElseThrow(ApiException::toxicNotFound);
  }

  private ToxicProxy read(Body body, String where) throws ApiException {
    String name = body.text("name", "");
    String listen = body.text("listen", "");
    String upstream = body.text("upstream", "");
    if (name.isEmpty()) {
      throw ApiException.missing("name" + where);
    }
    if (upstream.isEmpty()) {
      throw ApiException.missing("upstream" + where);
    }
    if (name.length() > nameChars()) {
      throw ApiException.badBody("name: more than " + nameChars() + " characters");
    }
    return new ToxicProxy(name, listen, upstream, doors, ticker, settings.seed());
  }

  private ToxicProxy place(ToxicProxy wanted, boolean enabled) throws ApiException {
    ToxicProxy present = proxies.get(wanted.name());
    if (present != null && !present.differs(wanted.listen(), wanted.upstream())) {
      return present;
    }
    if (present != null) {
      drop(present);
    }
    room();
    if (enabled) {
      wanted.start();
    }
    proxies.put(wanted.name(), wanted);
    return wanted;
  }

  private void drop(ToxicProxy proxy) {
    proxies.remove(proxy.name());
    proxy.stop();
    proxy.toxics().forEach(toxic -> leases.forget(leaseId(proxy, toxic)));
  }

  private void room() throws ApiException {
    if (proxies.size() >= settings.limits().proxies()) {
      throw ApiException.tooMany("proxies", settings.limits().proxies());
    }
  }

  private Toxic checked(Toxic toxic, List<Toxic> others) throws ApiException {
    if (others.stream().anyMatch(other -> other.name().equals(toxic.name()))) {
      throw ApiException.toxicExists();
    }
    if (others.size() >= settings.limits().toxics()) {
      throw ApiException.tooMany("toxics", settings.limits().toxics());
    }
    checkLease(toxic);
    return toxic;
  }

  private void checkLease(Toxic toxic) throws ApiException {
    String problem = toxic.lease().isZero() ? "" : leases.limits().problem(toxic.lease());
    if (!problem.isEmpty()) {
      throw ApiException.badBody(problem);
    }
  }

  private void lease(ToxicProxy proxy, Toxic toxic) {
    if (!toxic.lease().isZero()) {
      leases.grant(leaseId(proxy, toxic), OWNER, toxic.lease(), () -> expired(proxy, toxic.name()));
    }
  }

  private synchronized void expired(ToxicProxy proxy, String toxic) {
    // Whoever renewed or replaced it while we waited for the lock has a lease of its own again.
    if (proxy.toxic(toxic).filter(t -> leases.find(leaseId(proxy, t)).isEmpty()).isPresent()) {
      proxy.remove(toxic);
      LOG.atInfo()
          .addKeyValue("event", "fault.expired")
          .addKeyValue("proxy", proxy.name())
          .addKeyValue("toxic", toxic)
          .log();
    }
  }

  private void removeToxic(ToxicProxy proxy, Toxic toxic) {
    leases.forget(leaseId(proxy, toxic));
    proxy.remove(toxic.name());
  }

  private static String leaseId(ToxicProxy proxy, Toxic toxic) {
    return "toxic/" + proxy.name() + "/" + toxic.name();
  }

  private int nameChars() {
    return settings.limits().nameChars();
  }

  /** So that an answer means: it acts. A connection that is stuck holds up nobody. */
  private static void settle(ByteFaults faults) {
    try {
      if (!faults.settle(SETTLE)) {
        LOG.atWarn().addKeyValue("event", "toxiproxy.slow_loop").log();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
