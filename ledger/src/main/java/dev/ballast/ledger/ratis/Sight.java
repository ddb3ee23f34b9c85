// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import dev.ballast.ledger.consensus.Standing;
import dev.ballast.ledger.consensus.Standing.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/** How the voters stand, read off Ratis. */
final class Sight {

  private Sight() {}

  static Standing of(Voters voters, RaftServer.Division division, Probe probe) {
    DivisionInfo info = division.getInfo();
    Map<String, Duration> heard = heard(info);
    Map<String, Long> behind = behind(division);
    Map<String, Probe.Found> found = probe.found();
    List<Standing.Peer> peers = new ArrayList<>();
    voters
        .addresses()
        .forEach(
            (name, address) -> {
              if (!name.equals(voters.self())) {
                Probe.Found reach = found.get(name);
                peers.add(
                    new Standing.Peer(
                        name,
                        address,
                        voters.witnesses().contains(name),
                        reach == null ? Reach.UNKNOWN : reach.reach(),
                        reach == null ? null : reach.since(),
                        behind.getOrDefault(name, -1L),
                        heard.get(name)));
              }
            });
    var leader = info.getLeaderId();
    return new Standing(
        voters.self(),
        role(info),
        info.getCurrentTerm(),
        leader == null ? null : leader.toString(),
        info.getLastAppliedIndex(),
        peers);
  }

  private static Standing.Role role(DivisionInfo info) {
    if (!info.isAlive()) {
      return Standing.Role.STOPPED;
    }
    if (info.isLeader()) {
      return Standing.Role.LEADER;
    }
    return info.getLeaderId() == null ? Standing.Role.CANDIDATE : Standing.Role.FOLLOWER;
  }

  private static Map<String, Duration> heard(DivisionInfo info) {
    Map<String, Duration> heard = new HashMap<>();
    RoleInfoProto role = info.getRoleInfoProto();
    for (ServerRpcProto follower : role.getLeaderInfo().getFollowerInfoList()) {
      put(heard, follower);
    }
    if (role.hasFollowerInfo() && role.getFollowerInfo().hasLeaderInfo()) {
      put(heard, role.getFollowerInfo().getLeaderInfo());
    }
    return heard;
  }

  private static void put(Map<String, Duration> heard, ServerRpcProto rpc) {
    heard.put(rpc.getId().getId().toStringUtf8(), Duration.ofMillis(rpc.getLastRpcElapsedTimeMs()));
  }

  /** Known to the leader only. */
  private static Map<String, Long> behind(RaftServer.Division division) {
    Map<String, Long> behind = new HashMap<>();
    if (division.getInfo().isLeader()) {
      long last = division.getRaftLog().getLastCommittedIndex();
      for (CommitInfoProto info : division.getCommitInfos()) {
        behind.put(
            info.getServer().getId().toStringUtf8(), Math.max(0, last - info.getCommitIndex()));
      }
    }
    return behind;
  }
}
