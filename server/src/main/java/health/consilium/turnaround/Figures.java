package health.consilium.turnaround;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reckons turnaround from the clocks that have ended, in one query for each question. */
@Repository
class Figures {

    /**
     * What is told of one group of Tasks.
     *
     * @param group tumour type or stage; empty for all together
     * @param count how many ended
     * @param median in seconds of the owners' calendars
     * @param ninetieth nine of ten took at most so long
     * @param onTime share that ended by the due date
     * @param paused share of the time for which the clocks stood still
     */
    record Figure(Optional<String> group, int count, double median, double ninetieth, double onTime, double paused) {}

    private static final String SELECT =
            """
            select %1$s as told, count(*) as number,
                percentile_disc(0.5) within group (order by used) as median,
                percentile_disc(0.9) within group (order by used) as ninetieth,
                avg(case when breached_at is null then 1.0 else 0.0 end) as on_time,
                coalesce(sum(paused)::float / nullif(sum(used + paused), 0), 0) as paused
            from task_clock
            where outcome = 'completed' and ended_at >= :from and ended_at < :to and %2$s
            group by grouping sets ((), (%1$s))
            having count(*) > 0
            order by grouping(%1$s) desc, %1$s
            """;

    private final JdbcClient jdbc;

    Figures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From accepting a referral to the final report, over all and by tumour type. */
    List<Figure> ofCentre(String centre, Instant from, Instant to) {
        return jdbc.sql(SELECT.formatted(
                        "tumour_type", "task_code = 'referral' and ladder = 'opinion' and owner = :owner"))
                .param("owner", centre)
                .param("from", ClockTable.utc(from))
                .param("to", ClockTable.utc(to))
                .query((rows, number) -> figure(rows))
                .list();
    }

    /** From the opening to the end of the Tasks of each stage. */
    List<Figure> ofStages(Instant from, Instant to) {
        return jdbc.sql(SELECT.formatted("stage", "stage <> ''"))
                .param("from", ClockTable.utc(from))
                .param("to", ClockTable.utc(to))
                .query((rows, number) -> figure(rows))
                .list();
    }

    private static Figure figure(ResultSet rows) throws SQLException {
        return new Figure(
                Optional.ofNullable(rows.getString("told")),
                rows.getInt("number"),
                rows.getDouble("median"),
                rows.getDouble("ninetieth"),
                rows.getDouble("on_time"),
                rows.getDouble("paused"));
    }

    /** Centres that handed in a report in this time. */
    List<String> centres(Instant from, Instant to) {
        return jdbc.sql(
                        """
                        select distinct owner from task_clock
                        where task_code = 'referral' and ladder = 'opinion' and outcome = 'completed'
                            and ended_at >= :from and ended_at < :to
                        order by owner""")
                .param("from", ClockTable.utc(from))
                .param("to", ClockTable.utc(to))
                .query(String.class)
                .list();
    }

    /** Cases with a report whose tumour type is not noted yet. */
    List<String> casesWithoutTumourType() {
        return jdbc.sql(
                        """
                        select distinct case_number from task_clock
                        where task_code = 'referral' and outcome = 'completed' and tumour_type is null
                        order by case_number limit 200""")
                .query(String.class)
                .list();
    }

    void note(String caseNumber, String tumourType) {
        jdbc.sql(
                        """
                        update task_clock set tumour_type = :type
                        where case_number = :case and task_code = 'referral' and outcome = 'completed'""")
                .param("type", tumourType)
                .param("case", caseNumber)
                .update();
    }
}
