<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FirstRunFound</name>
    <message numerus="yes">
        <source>%n printer(s) found</source>
        <translation>
            <numerusform>%n printer found</numerusform>
            <numerusform>%n printers found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n printer(s)</source>
        <translation>
            <numerusform>Add %n printer</numerusform>
            <numerusform>Add %n printers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FleetEmpty</name>
    <message numerus="yes">
        <source>%n printer(s) are in other states.</source>
        <translation>
            <numerusform>%n printer are in other states.</numerusform>
            <numerusform>%n printers are in other states.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RailItem</name>
    <message numerus="yes">
        <source>%1, %n need(s) you</source>
        <translation>
            <numerusform>%1, %n need you</numerusform>
            <numerusform>%1, %n needs you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::CloseQuestions</name>
    <message numerus="yes">
        <source>Quit while %n file(s) is being sent?</source>
        <translation>
            <numerusform>Quit while %n file is being sent?</numerusform>
            <numerusform>Quit while %n files are being sent?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pause %n print(s)?</source>
        <translation>
            <numerusform>Pause %n print?</numerusform>
            <numerusform>Pause %n prints?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pause %n print(s)</source>
        <translation>
            <numerusform>Pause %n print</numerusform>
            <numerusform>Pause %n prints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::TerminalDemo</name>
    <message numerus="yes">
        <source>Sending %1 to %n simulated printer(s):</source>
        <translation>
            <numerusform>Sending %1 to %n simulated printer:</numerusform>
            <numerusform>Sending %1 to %n simulated printers:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n printer(s) printed it to the end.</source>
        <translation>
            <numerusform>%1 of %n printer printed it to the end.</numerusform>
            <numerusform>%1 of %n printers printed it to the end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::ActQuestions</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n print(s)?</source>
        <translation>
            <numerusform>Cancel %n print?</numerusform>
            <numerusform>Cancel %n prints?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n print(s)</source>
        <translation>
            <numerusform>Cancel %n print</numerusform>
            <numerusform>Cancel %n prints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n printer(s) from the fleet?</source>
        <translation>
            <numerusform>Remove %n printer from the fleet?</numerusform>
            <numerusform>Remove %n printers from the fleet?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n printer(s)</source>
        <translation>
            <numerusform>Remove %n printer</numerusform>
            <numerusform>Remove %n printers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::AddPrinter</name>
    <message numerus="yes">
        <source>%n printer(s) added to the fleet</source>
        <translation>
            <numerusform>%n printer added to the fleet</numerusform>
            <numerusform>%n printers added to the fleet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking in this network: %n found so far</source>
        <translation>
            <numerusform>Looking in this network: %n found so far</numerusform>
            <numerusform>Looking in this network: %n found so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in this network</source>
        <translation>
            <numerusform>%n found in this network</numerusform>
            <numerusform>%n found in this network</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::DropSession</name>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <extracomment>How many files, then their names</extracomment>
        <translation>
            <numerusform>%n file: %1</numerusform>
            <numerusform>%n files: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n printer(s)…</source>
        <translation>
            <numerusform>Send to %n printer…</numerusform>
            <numerusform>Send to %n printers…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::FileReader</name>
    <message numerus="yes">
        <source>At most %n file(s) can be sent at once.</source>
        <translation>
            <numerusform>At most %n file can be sent at once.</numerusform>
            <numerusform>At most %n files can be sent at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::FleetSummary</name>
    <message numerus="yes">
        <source>%n printer(s)</source>
        <translation>
            <numerusform>%n printer</numerusform>
            <numerusform>%n printers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::PrinterActs</name>
    <message numerus="yes">
        <source>%n plate(s) are clear</source>
        <translation>
            <numerusform>%n plate is clear</numerusform>
            <numerusform>%n plates are clear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n printer(s) removed from the fleet</source>
        <translation>
            <numerusform>%n printer removed from the fleet</numerusform>
            <numerusform>%n printers removed from the fleet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::SendSheet</name>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>Send %n file</numerusform>
            <numerusform>Send %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starts %n print(s) now</source>
        <translation>
            <numerusform>Starts %n print now</numerusform>
            <numerusform>Starts %n prints now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n printer(s) keep the files</source>
        <translation>
            <numerusform>%n printer keeps the files</numerusform>
            <numerusform>%n printers keep the files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n printer(s) keep the file</source>
        <translation>
            <numerusform>%n printer keeps the file</numerusform>
            <numerusform>%n printers keep the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n printer(s)</source>
        <translation>
            <numerusform>Send to %n printer</numerusform>
            <numerusform>Send to %n printers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Are %n plate(s) clear?</source>
        <translation>
            <numerusform>Is %n plate clear?</numerusform>
            <numerusform>Are %n plates clear?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::TrayModel</name>
    <message numerus="yes">
        <source>%n printing</source>
        <translation>
            <numerusform>%n printing</numerusform>
            <numerusform>%n printing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more print(s) until %1</source>
        <translation>
            <numerusform>%n more prints until %1</numerusform>
            <numerusform>%n more print until %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>flotilla::models::Verdict</name>
    <message numerus="yes">
        <source>Send %n file(s) to %1…</source>
        <translation>
            <numerusform>Send %n file to %1…</numerusform>
            <numerusform>Send %n files to %1…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %n file(s) on the printer</source>
        <translation>
            <numerusform>Keep %n file on the printer</numerusform>
            <numerusform>Keep %n files on the printer</numerusform>
        </translation>
    </message>
</context>
</TS>
