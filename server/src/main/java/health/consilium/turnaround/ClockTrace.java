package health.consilium.turnaround;

import health.consilium.workflow.CaseTrace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clocks that have ended stay for the figures, without the case and the person they were of. */
@Component
class ClockTrace implements CaseTrace {

    private static final String ENDED = " where case_number = :case and ended_at is not null";

    private final JdbcClient jdbc;

    ClockTrace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "clock";
    }

    @Override
    public int count(String caseNumber) {
        return jdbc.sql("select count(*) from task_clock" + ENDED)
                .param("case", caseNumber)
                .query(Integer.class)
                .single();
    }

    @Override
    public int erase(String caseNumber) {
        return jdbc.sql("update task_clock set case_number = '', tumour_type = coalesce(tumour_type, ''),"
                        + " owner = case when owner like 'Patient/%' then '' else owner end" + ENDED)
                .param("case", caseNumber)
                .update();
    }
}
