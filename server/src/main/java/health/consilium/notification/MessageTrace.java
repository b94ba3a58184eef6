package health.consilium.notification;

import health.consilium.workflow.CaseTrace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of a case, sent or waiting: who was told what, and when. */
@Component
class MessageTrace implements CaseTrace {

    private final JdbcClient jdbc;

    MessageTrace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "message";
    }

    @Override
    public int count(String caseNumber) {
        return jdbc.sql("select count(*) from notification_event where case_number = :case")
                .param("case", caseNumber)
                .query(Integer.class)
                .single();
    }

    @Override
    public int erase(String caseNumber) {
        jdbc.sql("delete from notification_delivery where case_number = :case")
                .param("case", caseNumber)
                .update();
        return jdbc.sql("delete from notification_event where case_number = :case")
                .param("case", caseNumber)
                .update();
    }
}
