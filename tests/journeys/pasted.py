"""What other programs put on the clipboard, cut down to what makes it theirs."""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0cm} @list l0:level1 {mso-level-text:\\F0B7}</style>
<xml><w:WordDocument><w:TrackRevisions/></w:WordDocument></xml></head><body lang=FR-BE style='tab-interval:35.4pt'><!--StartFragment-->
<h2 style='mso-list:none'>Avant d’ouvrir<o:p></o:p></h2>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Coupez</b> d’abord, dit <i>«&nbsp;Léa&nbsp;»</i>.<del cite="mailto:x"
datetime="2026-01-01T09:00">supprimé</del><ins cite="mailto:x">ajouté</ins><a class=msocomanchor id="_anchor_1" href="#_msocom_1">[L1]</a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]>Gants</p>
<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>isolants</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>secs</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Écran</p>
<table class=MsoTableGrid border=1><tr><td width=200><p class=MsoNormal><b>Entre</b></p></td><td><p>Mesures</p></td></tr>
<tr><td><p>Phases</p><p>L1-L2</p></td><td><p>3</p></td></tr></table>
<p class=MsoNormal><span style='mso-hide:all'>caché</span>Fin.<v:shape id="i1"><img src="file:///C:/x.png" width=10></v:shape></p>
<div style='mso-element:comment-list'><div class=msocomtxt id="_com_1"><p>Un commentaire</p></div></div>
<!--EndFragment--></body></html>"""

FROM_WORD = """### Avant d’ouvrir

**Coupez** d’abord, dit *«\u00a0Léa\u00a0»*.ajouté

- Gants
  1. isolants
  2. secs
- Écran

| **Entre** | Mesures |
|---|---|
| Phases L1-L2 | 3 |

Fin."""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38">
<span style="font-size:11pt;font-weight:700;">Gras</span><span style="font-weight:400;font-style:italic"> penché</span><span> et
</span><a href="https://example.org/a" style="text-decoration:none"><span style="color:#15c">un lien</span></a></p><br />
<ul><li dir="ltr" aria-level="1"><p role="presentation"><span>Un</span></p></li><ul><li dir="ltr" aria-level="2"><p><span>Dedans</span></p></li></ul>
<li><p><span>Deux</span></p></li></ul></b>"""

FROM_GOOGLE = """**Gras** *penché* et [un lien](https://example.org/a)

- Un
  - Dedans
- Deux"""

WEB = """<div onclick="alert(1)" style="position:fixed;inset:0"><h1>Titre</h1><script>alert(1)</script><style>*{color:red}</style>
<iframe src="https://example.org/"></iframe><p onmouseover="alert(1)">Un <a href="javascript:alert(1)">piège</a> et un
<a href="https://example.org/" onclick="alert(1)" target="_blank">lien</a>.</p><form action="/x"><input value="a"><button>Payer</button></form>
<svg onload="alert(1)"><text>dessin</text></svg><video src="x"></video><p hidden>caché</p><pre>un
  deux</pre></div>"""

FROM_WEB = """### Titre

Un piège et un [lien](https://example.org/).

```
un
  deux
```"""
