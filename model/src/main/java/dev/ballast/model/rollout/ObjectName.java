// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

/**
 * The name of an object of Kubernetes.
 *
 * @param namespace empty for the namespace that is in use
 */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {

  /** The name from inside a namespace: a reference that names none means its own. */
  public ObjectName within(String other) {
    return namespace.isEmpty() ? new ObjectName(other, name) : this;
  }

  @Override
  public int compareTo(ObjectName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
