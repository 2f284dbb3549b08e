//! Each platform's export, as its documents or its code write it.

use super::super::Notice;
use super::{as_utf16, rows, surveyed};

/// Two rows under a platform's own headers.
fn platform(bytes: &[u8], name: &str) -> Vec<String> {
    assert_eq!(surveyed(bytes).platform, Some(name));
    rows(bytes)
}

#[test]
fn engaging_networks() {
    let mut header: Vec<String> = [
        "Account ID",
        "Supporter ID",
        "Supporter Email",
        "Date Created",
        "Date Modified",
        "Campaign Number",
        "Campaign Type",
        "Campaign ID",
        "Campaign Date",
        "Campaign Time",
        "Campaign Status",
    ]
    .map(String::from)
    .to_vec();
    header.extend((1..=35).map(|n| format!("Campaign Data {n}")));
    header.extend((1..=10).map(|n| format!("External Reference {n}")));
    header.extend(
        "Email Address,Title,First Name,Middle Name,Last Name,Address 1,Address 2,Address 3,City,Region,Postcode,Country,Phone Number,"
            .split(',')
            .map(String::from),
    );
    let row = |kind: &str, date: &str, time: &str| {
        let mut cells = vec![""; header.len()];
        cells[2] = "old@example.org";
        (cells[3], cells[6], cells[8], cells[9]) = ("2016-01-01", kind, date, time);
        let end = cells.len();
        cells[end - 14..end - 1].copy_from_slice(&[
            "a@b.org",
            "Ms",
            "Anna",
            "Maria",
            "Bell",
            "1 High St",
            "Flat 2",
            "",
            "Leeds",
            "Yorks",
            "LS1",
            "United Kingdom",
            "+441130000000",
        ]);
        cells.join(",")
    };
    let bytes = [
        header.join(","),
        row("PET", "2017-05-11", "23:30:00"),
        row("ETT", "2017-05-11", "10:00:00"),
        row("PET", "2017-01-11", "09:00:00"),
    ]
    .join("\r\n");
    let person = "given_name=Anna Maria family_name=Bell email=a@b.org phone=+441130000000 street=1 High St, Flat 2 city=Leeds region=Yorks postcode=LS1 country=GB";
    assert_eq!(
        platform(bytes.as_bytes(), "Engaging Networks"),
        [
            format!("2: {person} signed_at=2017-05-12T03:30:00Z"),
            "3: not-a-petition-row".to_owned(),
            format!("4: {person} signed_at=2017-01-11T14:00:00Z"),
        ]
    );
}

#[test]
fn speakout_older_and_newer() {
    let text = "First Name\tLast Name\tEmail Address\tStreet Address\tCity\tState\tPost Code\tCountry\tCustom Field\tDate Signed\tConfirmed\tPetition Title\tPetition ID\tEmail Opt-in\tCustom Message\tLanguage\n\
        \"Zoë\"\t\"Bell\"\t\"z@b.org\"\t\"1 Rue\"\t\"Paris\"\t\"\"\t\"75001\"\t\"France\"\t\"\"\t\"2017-05-11 10:00:00\"\t\"confirmed\"\t\"T\"\t\"1\"\t\"yes\"\t\"\"\t\"fr\"\n\
        \"Jo\"\t\"Bell\"\t\"j@b.org\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"2017-05-11 10:00:01\"\t\"unconfirmed\"\t\"T\"\t\"1\"\t\"no\"\t\"\"\t\"fr\"\n";
    assert_eq!(
        platform(&as_utf16(text, true, true), "SpeakOut!"),
        [
            "2: given_name=Zoë family_name=Bell email=z@b.org street=1 Rue city=Paris postcode=75001 country=FR signed_at=2017-05-11T10:00:00 +confirmed",
            "3: given_name=Jo family_name=Bell email=j@b.org signed_at=2017-05-11T10:00:01 -confirmed",
        ]
    );
    let text = "Signature ID,Petition ID,Honorific,First Name,Last Name,Email Address,Address,City,State,Postal Code,Country,,,,,,,,Email Opt-in,Date Signed,Confirmation code,Confirmed,Custom Message,Language,IP Address,Anonymise\n\
        \"1\",\"1\",\"Ms\",\"Zoë\",\"O'Neill\",\"z@b.org\",\"The \"Old\" House\",\"Cork\",\"\",\"\",\"Ireland\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"yes\",\"2017-05-11 10:00:00\",\"abc\",\"\",\"\",\"en\",\"10.0.0.1\"\n\
        <!DOCTYPE html>\n<p>a, b</p>\n";
    let bytes = as_utf16(text, true, true);
    assert_eq!(
        platform(&bytes, "SpeakOut!"),
        [
            "2: given_name=Zoë family_name=O'Neill email=z@b.org street=The Old\" House\" city=Cork country=IE signed_at=2017-05-11T10:00:00",
            "3: malformed",
            "4: malformed",
        ]
    );
    assert!(surveyed(&bytes).notices.iter().any(|n| matches!(n, Notice::LastCellMissing { .. })));
}

#[test]
fn platforms_by_their_headers() {
    assert_eq!(
        platform(b"campaignName,actionPageName,actionType,contact.first_name,contact.last_name,contact.email,contact.phone,contact.postcode,contact.country,created,id,optIn\nx,y,petition,Anna,Bell,a@b.org,,1000,BE,2017-05-11T10:00:00.000Z,7,true\n", "Proca"),
        ["2: given_name=Anna family_name=Bell email=a@b.org postcode=1000 country=BE signed_at=2017-05-11T10:00:00Z"]
    );
    assert_eq!(
        platform(b"Naam,Functie of situatie,Woonplaats,Visible,Bevestigd op\nJan Jansen,,Utrecht,true,2017-05-11 10:00:00 +0200\n", "petities.nl"),
        ["2: full_name=Jan Jansen city=Utrecht signed_at=2017-05-11T08:00:00Z"]
    );
    assert_eq!(
        platform(b"first_name,last_name,email,zipcode,country_code,created_at\nA,B,a@b.org,94110,United States,2017-05-11 10:00:00 UTC\n", "EFF Action Center"),
        ["2: given_name=A family_name=B email=a@b.org postcode=94110 country=US signed_at=2017-05-11T10:00:00Z"]
    );
    assert_eq!(
        platform(b"name,city,state_province,country_code,country_name,signed_at\nA B,Reno,Nevada,US,United States,2017-05-11T10:00:00Z\n", "Change.org"),
        ["2: full_name=A B city=Reno region=Nevada country=US signed_at=2017-05-11T10:00:00Z"]
    );
    assert_eq!(
        platform(b"Name,City,State,Postal Code,Country,Signed On\nA B,Reno,Nevada,89501,US,2017-05-11\n", "Change.org"),
        ["2: full_name=A B city=Reno region=Nevada postcode=89501 country=US signed_at=2017-05-11"]
    );
    assert_eq!(
        platform(b"first_name,last_name,email,zip_code,can2_user_city,can2_county,can2_state_abbreviated,my field ,can2_user_tags,can2_subscription_date\nA,B,a@b.org,94110-1234,SF,SF County,CA,x,,2017-05-11\n", "Action Network"),
        ["2: given_name=A family_name=B email=a@b.org city=SF region=CA postcode=94110-1234 signed_at=2017-05-11"]
    );
    assert_eq!(
        platform(b"\"Contact ID\",\"First Name\",\"Last Name\",\"Email\"\r\n\"1\",\"A\",,\"a@b.org\"\r\n", "CiviCRM"),
        ["2: given_name=A email=a@b.org"]
    );
    assert_eq!(
        platform(b"personal_id,created_at\n38001010000,2017-05-11T10:00:00.123Z\n", "Rahvaalgatus"),
        ["2: document_number=38001010000 signed_at=2017-05-11T10:00:00Z"]
    );
    assert_eq!(
        platform(b"\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\na@b.org,A,B,2,\"2017-05-11 10:00:00\",,\"2017-05-11 10:05:00\",,,,,,,fr,idf,\"2018-01-01 00:00:00\",1,2,,\"\"\"VIP\"\",\"\"Blog\"\"\"\n", "Mailchimp"),
        ["2: given_name=A family_name=B email=a@b.org region=idf country=FR signed_at=2017-05-11T10:00:00"]
    );
    assert_eq!(
        platform(b"Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,\"What, then,\nis your country?\"\n,,,,,,,,,Open-Ended Response\n1,2,05/11/2017 01:00:00 AM,05/13/2017 02:00:00 AM,10.0.0.1,a@b.org,A,B,,France\n", "SurveyMonkey"),
        ["3: given_name=A family_name=B email=a@b.org signed_at=2017-05-13T02:00:00"]
    );
    assert_eq!(
        platform(
            b"Timestamp,Email Address,\"Your full name, please\",Country\n2026/09/20 10:00:00 AM,a@b.org,A B,France\n",
            "Google Forms"
        ),
        ["2: email=a@b.org country=FR signed_at=2026-09-20T10:00:00"]
    );
    assert_eq!(
        platform(b"nationbuilder_id,prefix,first_name,middle_name,last_name,suffix,email,born_at,phone_number,mobile_number,primary_address1,primary_city,primary_state,primary_zip,primary_country,created_at\n1,Mr,A,M,B,,a@b.org,,,,1 St,X,CA,1,US,2017-05-13\n", "NationBuilder"),
        ["2: given_name=A M family_name=B email=a@b.org street=1 St city=X region=CA postcode=1 country=US signed_at=2017-05-13"]
    );
    assert_eq!(
        platform(
            "Virtanen|Aino Maria|19710925|Jyväskylä|20170511\r\nNieminen|Eero|19820101|Åbo|20170512\r\n".as_bytes(),
            "kansalaisaloite"
        ),
        [
            "1: given_name=Aino Maria family_name=Virtanen city=Jyväskylä birth_date=1971-09-25 signed_at=2017-05-11",
            "2: given_name=Eero family_name=Nieminen city=Åbo birth_date=1982-01-01 signed_at=2017-05-12",
        ]
    );
}
