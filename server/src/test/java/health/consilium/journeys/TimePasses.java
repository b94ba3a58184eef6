package health.consilium.journeys;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets the time of a Task go by without waiting for it. */
record TimePasses(JdbcClient jdbc) {

    /** As if the Task had been opened so many days earlier; its timer fires at once where a step has come due. */
    void of(String taskId, int days) {
        jdbc.sql(
                        """
                        update task_clock set running_since = running_since - make_interval(days => :days),
                            started_at = started_at - make_interval(days => :days),
                            due_at = due_at - make_interval(days => :days)
                        where task_id = :id and ended_at is null""")
                .param("days", days)
                .param("id", taskId)
                .update();
        jdbc.sql(
                        "update scheduled_tasks set execution_time = now() where task_name = 'chase' and task_instance like :id")
                .param("id", taskId + "/%")
                .update();
    }

    /**
     * A timer that runs again and again runs at the next look. One that is running now may have begun too early to see what the
     * test did, so that a test says this until it has what it waits for.
     */
    void runSoon(String timer) {
        jdbc.sql("update scheduled_tasks set execution_time = now() where task_name = :timer and not picked")
                .param("timer", timer)
                .update();
    }

    /** Whether a step of the chase was taken, in whatever phase. */
    boolean hasSeen(String taskId, String step) {
        return jdbc.sql("select exists (select 1 from chase_step where task_id = :id and step = :step)")
                .param("id", taskId)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    /** Whether the timer of the Task's clock has fired and is set for a later time. */
    boolean waits(String taskId) {
        return jdbc.sql(
                        """
                        select count(*) > 0 and bool_and(execution_time > now() and not picked) from scheduled_tasks
                        where task_name = 'chase' and task_instance like :id""")
                .param("id", taskId + "/%")
                .query(Boolean.class)
                .single();
    }

    /** A timer that another server left, having died after its work was done. */
    void fireAgain(String taskId) {
        jdbc.sql(
                        """
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                        values ('chase', :instance, now(), false, 1)""")
                .param("instance", taskId + "/1/1")
                .update();
    }

    /** The steps of the chase that were taken, in their order. */
    List<String> steps(String taskId) {
        return jdbc.sql("select step from chase_step where task_id = :id order by taken_at, step desc")
                .param("id", taskId)
                .query(String.class)
                .list();
    }

    /** The timers of the Task's clock. */
    List<String> timers(String taskId) {
        return jdbc.sql(
                        "select task_instance from scheduled_tasks where task_name = 'chase' and task_instance like :id")
                .param("id", taskId + "/%")
                .query(String.class)
                .list();
    }
}
