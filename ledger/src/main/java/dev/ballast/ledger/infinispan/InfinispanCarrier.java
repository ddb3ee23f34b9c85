// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.sites.Carrier;
import dev.ballast.ledger.sites.SideBySide;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.infinispan.AdvancedCache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.BackupConfiguration.BackupStrategy;
import org.infinispan.configuration.cache.BackupFailurePolicy;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.context.Flag;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.CacheEntryModifiedEvent;
import org.infinispan.notifications.cachemanagerlistener.annotation.SiteViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.SitesViewChangedEvent;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.xsite.irac.DefaultIracManager;
import org.infinispan.xsite.irac.IracManager;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;

/** Each site a replica in memory, written to the others asynchronously; nothing is on a disk. */
public final class InfinispanCarrier implements Carrier {

  private static final String CACHE = "shared";

  /** Of what was sent into a cut; well above a round trip. Infinispan's own is 15 s. */
  private static final Duration UNANSWERED = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final String site;
  private final Bridge bridge;
  private final DefaultCacheManager caches;
  private final AdvancedCache<String, Object> cache;

  /**
   * Joins the other sites, or waits for them to come; returns without them.
   *
   * @param addresses {@code host:port} of each site's bridge, as all reach it
   * @param bind the address to listen on
   */
  public InfinispanCarrier(String site, SortedMap<String, String> addresses, String bind) {
    this.site = site;
    this.bridge = new Bridge(site, addresses, bind);
    try {
      caches = new DefaultCacheManager(global(site, bridge), true);
      caches.defineConfiguration(CACHE, configuration(site, addresses));
      cache =
          caches
              .<String, Object>getCache(CACHE)
              .getAdvancedCache()
              .withFlags(Flag.IGNORE_RETURN_VALUES);
      if (ComponentRegistry.componentOf(cache, IracManager.class)
          instanceof DefaultIracManager toOthers) {
        toOthers.setBackOff(_ -> new SteadyPause(PAUSE));
      }
    } catch (Exception e) {
      throw new LedgerException(
          "shared state: %s on %s could not start: %s. Fix: free the port"
              .formatted(site, addresses.get(site), e.getMessage()),
          e);
    }
  }

  private static GlobalConfiguration global(String site, Bridge bridge) {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global
        .transport()
        .defaultTransport()
        .addProperty(JGroupsTransport.CHANNEL_CONFIGURATOR, bridge)
        .clusterName("ballast-" + site)
        .nodeName(site);
    global.jmx().disable();
    global.metrics().gauges(false);
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    return global.build();
  }

  private static Configuration configuration(String site, SortedMap<String, String> addresses) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.clustering().cacheMode(CacheMode.REPL_SYNC);
    // As objects, or the merge policy would be given the bytes of a marshaller.
    builder.encoding().mediaType(MediaType.APPLICATION_OBJECT);
    builder.sites().mergePolicy(new TotalMerge());
    for (String other : addresses.keySet()) {
      if (!other.equals(site)) {
        builder
            .sites()
            .addBackup()
            .site(other)
            .strategy(BackupStrategy.ASYNC)
            .replicationTimeout(UNANSWERED.toMillis())
            // Not a stack trace for each attempt: who is silent is told by the sites' own beats.
            .backupFailurePolicy(BackupFailurePolicy.IGNORE)
            .takeOffline()
            .afterFailures(0);
      }
    }
    return builder.build();
  }

  @Override
  public void start(Receiver receiver) {
    cache.addListener(new Arrivals(receiver));
    caches.addListener(new Joiners(receiver, site));
  }

  @Override
  public void publish(String key, byte[] state) {
    cache.put(key, state);
  }

  @Override
  public Set<String> connected() {
    Set<String> connected = new TreeSet<>(cache.getRpcManager().getTransport().getSitesView());
    connected.remove(site);
    return connected;
  }

  /** Merges in this process that failed and fell back to the order of bytes. */
  public long failures() {
    return TotalMerge.failures();
  }

  /** For tests that cut it. */
  @Nullable JChannel bridge() {
    return bridge.toOthers();
  }

  @Override
  public void close() {
    caches.stop();
  }

  /** Every write, also our own, which the receiver knows already, one after the other. */
  @Listener(sync = false)
  public static final class Arrivals {

    private final Receiver receiver;
    private final SideBySide sideBySide = new SideBySide();

    Arrivals(Receiver receiver) {
      this.receiver = receiver;
    }

    @CacheEntryCreated
    public void created(CacheEntryCreatedEvent<String, Object> event) {
      arrived(event.getKey(), event.getValue());
    }

    @CacheEntryModified
    public void modified(CacheEntryModifiedEvent<String, Object> event) {
      arrived(event.getKey(), event.getNewValue());
    }

    private void arrived(String key, @Nullable Object value) {
      if (value instanceof byte[] bytes) {
        sideBySide.run(() -> receiver.received(key, bytes));
      }
    }
  }

  /** Sites that come. */
  @Listener(sync = false)
  public static final class Joiners {

    private final Receiver receiver;
    private final String site;

    Joiners(Receiver receiver, String site) {
      this.receiver = receiver;
      this.site = site;
    }

    @SiteViewChanged
    public void changed(SitesViewChangedEvent event) {
      event.getJoiners().stream().filter(joiner -> !joiner.equals(site)).forEach(receiver::joined);
    }
  }
}
