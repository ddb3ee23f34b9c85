// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.util.TimeDuration;

/** Ratis as we use it: every setting that is not its default, with the reason. */
final class Assembly {

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final int NORMAL = 1;

  private final Voters voters;
  private final RatisOptions options;
  private final RaftProperties properties = new RaftProperties();
  private final Parameters parameters = new Parameters();
  private final RaftGroup group;

  Assembly(Voters voters, RatisOptions options) {
    this.voters = voters;
    this.options = options;
    List<RaftPeer> peers = new ArrayList<>();
    voters
        .addresses()
        .forEach(
            (name, address) ->
                peers.add(
                    RaftPeer.newBuilder()
                        .setId(name)
                        .setAddress(address)
                        .setPriority(voters.witnesses().contains(name) ? 0 : NORMAL)
                        .build()));
    group = RaftGroup.valueOf(RaftGroupId.valueOf(voters.group()), peers);
    wire();
    time();
    disk();
  }

  RaftGroup group() {
    return group;
  }

  private void wire() {
    RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
    GrpcConfigKeys.Server.setHost(properties, options.bind());
    GrpcConfigKeys.Server.setPort(properties, Voters.port(voters.address()));
    // Heartbeats go with the entries: a leader that is new would connect a second time for them,
    // and
    // miss its followers' patience meanwhile.
    GrpcConfigKeys.Server.setHeartbeatChannel(properties, false);
    PeerTls tls = options.tls();
    if (tls != null) {
      GrpcConfigKeys.TLS.setConf(
          parameters,
          new GrpcTlsConfig(
              tls.key().toFile(), tls.certificate().toFile(), tls.trusted().toFile(), true));
    }
  }

  private void time() {
    Duration election = options.election();
    TimeDuration least = of(election.dividedBy(2));
    TimeDuration most = of(election);
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, least);
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, most);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, least);
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, most);
    RaftServerConfigKeys.Rpc.setRequestTimeout(properties, most);
    // One that lost its majority may have the longest log, without which nobody is elected. It
    // stands
    // again after an election, not after ten seconds; pre-votes make that cheap.
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, most);
    // To a follower that was away the leader goes on sending at the pace of heartbeats, not of 5 s.
    RaftServerConfigKeys.Log.Appender.setRetryPolicy(
        properties, "1ms,10, " + least.toLong(TimeUnit.MILLISECONDS) / 2 + "ms,1000000");
    // A read asks a majority whether the leader still leads. Leases would save that round trip and
    // trust clocks.
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setTimeout(properties, of(options.patience()));
    // Well above patience: a command that is sent again is known, whoever leads by then.
    RaftServerConfigKeys.RetryCache.setExpiryTime(
        properties, of(options.patience().multipliedBy(12)));
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, of(requestTimeout()));
  }

  /**
   * Of one attempt while its leader is heard; a lost one ends it far earlier. Long, since it ends
   * in a new connection: a slow machine that connects anew for each attempt would never get
   * through.
   */
  Duration requestTimeout() {
    Duration elections = options.election().multipliedBy(2);
    return elections.compareTo(SLOW) > 0 ? elections : SLOW;
  }

  private void disk() {
    RaftServerConfigKeys.setStorageDir(properties, List.of(options.folder().toFile()));
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, options.snapshotEvery());
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
    // A stop is to be no different from a kill: nothing is done that a kill would skip.
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, (int) Math.min(1024, options.snapshotEvery()));
  }

  RaftServer server(DecisionMachine machine) throws IOException {
    Files.createDirectories(options.folder());
    boolean knowsUs =
        Files.isDirectory(options.folder().resolve(group.getGroupId().getUuid().toString()));
    return RaftServer.newBuilder()
        .setServerId(RaftPeerId.valueOf(voters.self()))
        .setGroup(group)
        .setStateMachine(machine)
        .setProperties(properties)
        .setParameters(parameters)
        .setOption(knowsUs ? StartupOption.RECOVER : StartupOption.FORMAT)
        .build();
  }

  /** For its connections only; {@link Calls} decides what is sent to whom. */
  RaftClient client() {
    return RaftClient.newBuilder()
        .setProperties(properties)
        .setParameters(parameters)
        .setRaftGroup(group)
        .setRetryPolicy(RetryPolicies.noRetry())
        .build();
  }

  private static TimeDuration of(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
