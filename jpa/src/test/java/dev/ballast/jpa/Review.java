// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/**
 * What a user writes; DynamicUpdate, so that merging by columns sees what was changed and no more.
 */
@Entity
@Table(name = "review")
@DynamicUpdate
class Review extends RegionalEntity<Review> {

  static final String TABLE =
      """
      CREATE TABLE review (
        id bigint PRIMARY KEY,
        body text NOT NULL,
        stars int NOT NULL,
        likes int NOT NULL DEFAULT 0,
        ballast_stamp varchar(21) NOT NULL,
        ballast_deleted boolean NOT NULL,
        ballast_version timestamptz NOT NULL)
      """;

  @Id private long id;
  private String body = "";
  private int stars;
  private int likes;

  Review() {}

  Review(long id) {
    this.id = id;
  }

  Review(long id, String body, int stars) {
    this.id = id;
    this.body = body;
    this.stars = stars;
  }

  long id() {
    return id;
  }

  void say(String body) {
    this.body = body;
  }

  void rate(int stars) {
    this.stars = stars;
  }

  @Override
  protected void take(Review other) {
    body = other.body;
    stars = other.stars;
    likes = other.likes;
  }

  @Override
  public String toString() {
    return body + " " + stars + " " + likes + (isDeleted() ? " deleted" : "");
  }
}
