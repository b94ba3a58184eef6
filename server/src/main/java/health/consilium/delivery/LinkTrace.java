package health.consilium.delivery;

import health.consilium.workflow.CaseTrace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The encrypted files behind links that a patient was given. */
@Component
class LinkTrace implements CaseTrace {

    private final JdbcClient jdbc;

    LinkTrace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "shared-link";
    }

    @Override
    public int count(String caseNumber) {
        return jdbc.sql("select count(*) from shared_link where case_number = :case")
                .param("case", caseNumber)
                .query(Integer.class)
                .single();
    }

    @Override
    public int erase(String caseNumber) {
        jdbc.sql("delete from shared_link_ticket where link in (select id from shared_link where case_number = :case)")
                .param("case", caseNumber)
                .update();
        return jdbc.sql("delete from shared_link where case_number = :case")
                .param("case", caseNumber)
                .update();
    }
}
